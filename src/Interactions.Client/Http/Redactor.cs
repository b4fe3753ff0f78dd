using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Interactions.Client;

/// <summary>Removes the secrets of a client from text that others wrote, and makes that text safe for terminals. All failures of requests pass through here.</summary>
internal sealed class Redactor
{
    private const string Mask = "***";

    /// <summary>Tokens are renewed before they expire, so more than this cannot be in use at the same time.</summary>
    private const int MostSecrets = 50;

    private static readonly Dictionary<char, string> Entities = new() { ['&'] = "amp", ['<'] = "lt", ['>'] = "gt", ['"'] = "quot", ['\''] = "apos" };
    private readonly List<Secret> _secrets = [];

    /// <param name="options">The options that hold the first secrets.</param>
    /// <param name="proxy">The proxy, whose password is a secret too.</param>
    public Redactor(EngineOptions options, ProxyChoice proxy)
    {
        Add(options.Token);
        Add(options.ClientSecret);
        foreach (var secret in proxy.Secrets(options)) Add(secret);
    }

    private sealed record Secret(string Text)
    {
        private readonly Lazy<Regex> _pattern = new(() => new Regex(Pattern(Text), RegexOptions.CultureInvariant | RegexOptions.IgnoreCase));

        public string RemoveFrom(string text) => _pattern.Value.Replace(text, Mask);
    }

    /// <summary>Adds a secret, such as a token that has just arrived.</summary>
    public void Add(string? secret)
    {
        if (string.IsNullOrEmpty(secret)) return;
        lock (_secrets)
        {
            if (_secrets.Any(known => known.Text == secret)) return;
            // The first ones are those of the options, which never change.
            if (_secrets.Count == MostSecrets) _secrets.RemoveAt(MostSecrets / 2);
            _secrets.Add(new Secret(secret!));
        }
    }

    /// <summary>A failure without secrets, and with nothing in it that could act on a terminal. This includes its inner exceptions.</summary>
    public EngineException Clean(EngineException failure) => failure.Rewrite(Clean, failure.InnerException is null ? null : Clean(failure.InnerException));

    /// <summary>An exception as it is where its messages are clean, otherwise one that has only its name and cleaned message.</summary>
    private Exception Clean(Exception failure)
    {
        var inner = failure.InnerException is null ? null : Clean(failure.InnerException);
        var message = Clean(failure.Message);
        return message == failure.Message && inner == failure.InnerException && failure is not AggregateException
            ? failure : new CleanedException($"{failure.GetType().Name}: {message}", inner);
    }

    private string Clean(string text)
    {
        List<Secret> secrets;
        // A secret that holds another one is removed first, so that no part of it stays.
        lock (_secrets) secrets = [.. _secrets.OrderByDescending(secret => secret.Text.Length)];
        foreach (var secret in secrets) text = secret.RemoveFrom(text);
        return TerminalText.OneLine(text);
    }

    /// <summary>Matches a secret however each of its characters is written: as it is, or escaped for a form, an address, JSON or HTML.</summary>
    private static string Pattern(string secret)
    {
        var pattern = new StringBuilder();
        for (int i = 0, length; i < secret.Length; i += length)
        {
            length = i + 1 < secret.Length && char.IsSurrogatePair(secret[i], secret[i + 1]) ? 2 : 1;
            var character = secret.Substring(i, length);
            if (character[0] < 128 && char.IsLetterOrDigit(character[0])) pattern.Append(character);
            else pattern.Append("(?:").Append(string.Join("|", Spellings(character).Select(Regex.Escape))).Append(')');
        }
        return pattern.ToString();
    }

    private static IEnumerable<string> Spellings(string character)
    {
        yield return string.Concat(Encoding.UTF8.GetBytes(character).Select(part => Invariant($"%{part:x2}")));
        yield return string.Concat(character.Select(unit => Invariant($"\\u{(int)unit:x4}")));
        var codePoint = character.Length == 2 ? char.ConvertToUtf32(character, 0) : character[0];
        yield return Invariant($"&#{codePoint};");
        yield return Invariant($"&#x{codePoint:x};");
        if (Entities.TryGetValue(character[0], out var entity)) yield return $"&{entity};";
        if (character is " ") yield return "+";
        if (character is "/" or "\"" or "\\") yield return "\\" + character;
        yield return character;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed class CleanedException(string message, Exception? inner) : Exception(message, inner);
}
