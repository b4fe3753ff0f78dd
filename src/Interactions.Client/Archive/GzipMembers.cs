using System.IO.Compression;

namespace Interactions.Client;

/// <summary>A gzip file of one or several members (RFC 1952) as one stream, which is an error where it is cut off or damaged.</summary>
/// <remarks>GZipStream of .NET Framework stops behind the first member, and that of .NET 8 takes a file that is cut off for a whole one.</remarks>
/// <param name="file">The file, at its start. It is closed with this.</param>
internal sealed class GzipMembers(FileStream file) : Stream
{
    private const int TrailerLength = 8;

    /// <summary>More than what DeflateStream may have read behind the end of a member.</summary>
    private const int ReadAhead = 64 * 1024;

    private DeflateStream? _member;
    private long _memberStart;
    private uint _crc;
    private uint _size;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_member is not null || OpenMember())
        {
            var read = _member!.Read(buffer, offset, count);
            if (read > 0)
            {
                _crc = Crc32.Append(_crc, buffer.AsSpan(offset, read));
                _size = unchecked(_size + (uint)read);
                return read;
            }
            CloseMember();
        }
        return 0;
    }

    private bool OpenMember()
    {
        if (file.Position == file.Length && file.Length > 0) return false;
        if (Next() != 0x1F || Next() != 0x8B || Next() != 8) throw new InvalidDataException("It is not a gzip file.");
        var flags = Next();
        for (var i = 0; i < 6; i++) Next();
        if ((flags & 4) != 0)
            for (var extra = Next() | (Next() << 8); extra > 0; extra--) Next();
        if ((flags & 8) != 0) SkipText();
        if ((flags & 16) != 0) SkipText();
        if ((flags & 2) != 0) _ = Next() | Next();
        _memberStart = file.Position;
        _member = new DeflateStream(file, CompressionMode.Decompress, leaveOpen: true);
        (_crc, _size) = (0, 0);
        return true;

        int Next() => file.ReadByte() is >= 0 and var one ? one : throw CutOff();

        void SkipText()
        {
            while (Next() != 0) continue;
        }
    }

    /// <summary>Goes to the end of a member: where its checksum and size stand. DeflateStream may have read more, and does not say how much.</summary>
    private void CloseMember()
    {
        _member!.Dispose();
        _member = null;
        var end = file.Position;
        var start = Math.Max(_memberStart, end - ReadAhead);
        var bytes = new byte[Math.Min(end + TrailerLength, file.Length) - start];
        file.Position = start;
        for (int length = 0, read; length < bytes.Length; length += read)
            if ((read = file.Read(bytes, length, bytes.Length - length)) == 0) throw CutOff();

        Span<byte> trailer = stackalloc byte[TrailerLength];
        for (var i = 0; i < 4; i++) (trailer[i], trailer[i + 4]) = ((byte)(_crc >> (8 * i)), (byte)(_size >> (8 * i)));
        var at = bytes.AsSpan().LastIndexOf(trailer);
        if (at < 0) throw CutOff();
        file.Position = start + at + TrailerLength;
    }

    private static InvalidDataException CutOff() => new("The gzip file is cut off or damaged.");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _member?.Dispose();
            file.Dispose();
        }
        base.Dispose(disposing);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
