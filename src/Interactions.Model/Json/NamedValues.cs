using System.Text;

namespace Interactions;

/// <summary>The known values of an open set, each with its name and its number (contract §5). An engine may send others.</summary>
internal sealed class NamedValues(params (int Number, string Name)[] known)
{
    public static readonly NamedValues IntegrationTypes = new((0, "None"), (1, "Hubster"), (2, "Customer"), (3, "Agent"), (4, "Bot"), (5, "System"));

    public static readonly NamedValues ChannelTypes = new((0, "Hubster"), (1, "Direct"), (2, "Bot"), (3, "System"), (101, "Messenger"), (102, "TwilioSMS"),
        (103, "Line"), (104, "Telegram"), (105, "Kik"), (106, "WebChat"), (1001, "Slack"));

    public static readonly NamedValues FlowProcesses = new((0, "Default"), (1, "Ignore"), (2, "LogOnly"), (3, "AutoReplay"));

    private readonly (byte[] Utf8, int Number, string Name)[] _known =
        [.. known.Select(value => (Encoding.UTF8.GetBytes(value.Name), value.Number, value.Name))];

    /// <summary>Finds a value that was sent as a name in any letter case or as a number.</summary>
    /// <returns>The name as the contract spells it; null for an unknown value.</returns>
    public string? Find(ReadOnlySpan<byte> sent)
    {
        foreach (var value in _known)
            if (sent.SequenceEqual(value.Utf8)) return value.Name;
        foreach (var value in _known)
            if (Utf8.AreSame(sent, value.Utf8)) return value.Name;
        if (!WholeNumber.TryParse(sent, out var number)) return null;
        foreach (var value in _known)
            if (value.Number == number) return value.Name;
        return null;
    }
}
