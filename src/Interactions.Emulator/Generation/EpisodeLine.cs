using System.Globalization;

namespace Interactions.Emulator.Generation;

/// <summary>One line of an episode: an activity that is to be generated.</summary>
/// <param name="From">Who sends it.</param>
/// <param name="To">Who receives it.</param>
/// <param name="Kind">The type of the message or event, or one of the kinds below.</param>
/// <param name="Text">The text; empty when there is none. <c>{order}</c> stands for an order number.</param>
/// <param name="Minutes">How many minutes somebody waits for it; 0 when nobody has to.</param>
internal sealed record EpisodeLine(Role From, Role To, string Kind, string Text, int Minutes)
{
    /// <summary>A text message.</summary>
    public const string TextKind = "text";

    /// <summary>A text message with a link. An echo of it has the video that the link points to.</summary>
    public const string LinkKind = "link";

    /// <summary>A text message with buttons. Their titles follow the text, each after a <c>|</c>.</summary>
    public const string ChoiceKind = "choice";

    /// <summary>A text message with images, videos and the like.</summary>
    public const string AlbumKind = "album";

    /// <summary>An echo of the message before.</summary>
    public const string EchoKind = "echo";

    public bool IsEvent => IsEventKind(Kind);

    public bool IsEcho => Kind == EchoKind;

    public static bool IsEventKind(string kind) => kind is "seen" or "typing_on" or "typing_off" or "payload";

    public static IReadOnlyList<EpisodeLine> ReadAll(string episode)
    {
        List<EpisodeLine> lines = [];
        int minutes = 0;
        foreach (string line in episode.Split('\n'))
        {
            if (line.StartsWith("after ", StringComparison.Ordinal))
            {
                minutes = int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
                continue;
            }

            lines.Add(line == EchoKind ? lines[^1] with { Kind = EchoKind, Minutes = 0 } : Read(line, minutes));
            minutes = 0;
        }

        return lines;
    }

    // "customer to bot: text", "customer to bot, kind", or "customer to bot, kind: text".
    private static EpisodeLine Read(string line, int minutes)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        string text = colon < 0 ? "" : line[(colon + 1)..].Trim()
            .Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\e", "\u001b", StringComparison.Ordinal);
        string[] head = (colon < 0 ? line : line[..colon]).Split([" to ", ", "], StringSplitOptions.None);
        return new EpisodeLine(
            Enum.Parse<Role>(head[0], ignoreCase: true), Enum.Parse<Role>(head[1], ignoreCase: true), head.Length > 2 ? head[2] : TextKind, text, minutes);
    }
}
