using System.Text;

namespace Interactions.Emulator;

/// <summary>A part of the body of a <see cref="Fault"/>: a text, bytes, or the body that the response would have without the fault.</summary>
public sealed record BodyPart
{
    // Large enough for repeated parts to be sent fast.
    private const int BlockSize = 64 << 10;

    /// <summary>The part as text, sent as UTF-8.</summary>
    public string? Text { get; init; }

    /// <summary>The part as base64, for parts that are not text.</summary>
    public string? Base64 { get; init; }

    /// <summary>The part is the body of the ordinary response. Default false.</summary>
    public bool Ordinary { get; init; }

    /// <summary>How many times it is sent; -1 means without end. Default 1.</summary>
    // Settable, because source-generated JSON ignores the default value of an init-only property.
    public long Repeat { get; set; } = 1;

    internal void Validate()
    {
        int given = (Text is null ? 0 : 1) + (Base64 is null ? 0 : 1) + (Ordinary ? 1 : 0);
        if (given != 1) throw new ArgumentException("A part of BodyParts is one of Text, Base64 and Ordinary.");
        if (Base64 is not null && !System.Buffers.Text.Base64.IsValid(Base64)) throw new ArgumentException("Base64 is not base64.");
        if (Repeat < -1) throw new ArgumentException("Repeat must be -1 or more.");
    }

    /// <summary>The part without its repetitions.</summary>
    internal ReadOnlyMemory<byte> Once(ReadOnlyMemory<byte> ordinary) =>
        Ordinary ? ordinary : Base64 is not null ? Convert.FromBase64String(Base64) : Encoding.UTF8.GetBytes(Text!);

    /// <summary>The part with its repetitions, in blocks.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> Bytes(ReadOnlyMemory<byte> ordinary)
    {
        ReadOnlyMemory<byte> once = Once(ordinary);
        if (once.IsEmpty) yield break;

        int copies = Repeat == 1 ? 1 : Math.Max(1, BlockSize / once.Length);
        byte[] block = new byte[once.Length * copies];
        for (int copy = 0; copy < copies; copy++) once.CopyTo(block.AsMemory(copy * once.Length));
        long left = Repeat;
        for (; Repeat == -1 || left >= copies; left -= copies) yield return block;
        if (left > 0) yield return block.AsMemory(0, (int)left * once.Length);
    }
}
