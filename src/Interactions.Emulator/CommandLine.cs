using System.Globalization;
using Interactions.Emulator.Behaviour;

namespace Interactions.Emulator;

/// <summary>The parsed command line.</summary>
internal sealed record CommandLine(EmulatorOptions Options, int? ParentId, bool IsHelp)
{
    public const string Help = """
        Emulates a conversation engine and its identity service on 127.0.0.1.

        The services
          --port N                    port; 0 picks a free one (5080)
          --https                     https with a self-signed certificate
          --client-id ID              client id of the identity service (hubster.engine.api.emulator)
          --client-secret SECRET      its secret
          --token-lifetime SECONDS    until a token expires (2592000)

        The conversation
          --conversation GUID         its id
          --file PATH                 its activities: a file of JSON or JSON Lines, or
          --activities N              so many generated activities (50)
          --seed S                    the same seed generates the same activities (1)
          --grow N                    so many more activities appear each second, such as 2 or 0.1
          --late-every N              one of so many of them appears late
          --late-seconds S            by so many seconds (30)

        How the engine behaves
          --page-cap N                most activities in one page; 0 for no cap (100)
          --page-bytes N              most bytes in one page; 0 for no limit (0)
          --leid inclusive|exclusive  whether leid includes its own millisecond (inclusive)
          --latency MS                milliseconds to wait before each response of the engine (0)
          --event-id-format NAME      how eventId is written: unchanged, fraction, exponent, text, iso or null
          --quirk NAME                misbehave, can be repeated: ignore-leid, repeat-page, repeat-activity,
                                      shuffle, previous, vary-cap, require-content-type
          --outage KIND               be away: unavailable (503), drop or refuse (connections)
          --outage-after S            seconds until it begins (10)
          --outage-seconds S          seconds that it lasts (30)

        --parent PID                  stop when the process with this id ends
        --help

        While it runs, its control address takes faults, outages, conversations and options: http://127.0.0.1:5080/emulator/…
        docs/emulator.md describes every option, control address, fault and quirk, with examples.
        """;

    /// <exception cref="FormatException">An argument is unknown, has no value, or has a value out of range. The message names it.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        CommandLine line = new(new EmulatorOptions(), ParentId: null, IsHelp: false);
        HashSet<string> given = [];
        for (int i = 0; i < arguments.Count; i++)
        {
            string name = arguments[i];
            string Value() => arguments.ElementAtOrDefault(++i) is { Length: > 0 } value ? value : throw new FormatException($"{name} needs a value.");
            int Number(int from = 0, int to = int.MaxValue) => ReadNumber(name, Value(), from, to);
            double Real(double to) => ReadReal(name, Value(), to);

            given.Add(name);
            EmulatorOptions options = line.Options;
            Growth growth = options.Growth ?? new Growth();
            Outage outage = options.Outage ?? new Outage { AfterSeconds = 10, Seconds = 30 };
            line = name switch
            {
                "--port" => line with { Options = options with { Port = Number(0, 65535) } },
                "--https" => line with { Options = options with { Https = true } },
                "--client-id" => line with { Options = options with { ClientId = Value() } },
                "--client-secret" => line with { Options = options with { ClientSecret = Value() } },
                "--token-lifetime" => line with { Options = options with { TokenLifetime = Number() } },
                "--conversation" => line with { Options = options with { Conversation = ReadGuid(Value()) } },
                "--file" => line with { Options = options with { File = Value() } },
                "--activities" => line with { Options = options with { Activities = Number() } },
                "--seed" => line with { Options = options with { Seed = Number() } },
                "--grow" => line with { Options = options with { Growth = growth with { PerSecond = Real(10_000) } } },
                "--late-every" => line with { Options = options with { Growth = growth with { LateEvery = Number() } } },
                "--late-seconds" => line with { Options = options with { Growth = growth with { LateSeconds = Real(86_400) } } },
                "--page-cap" => line with { Options = options with { PageCap = Number() } },
                "--page-bytes" => line with { Options = options with { PageBytes = Number() } },
                "--leid" => line with { Options = options with { Leid = ReadName<LeidBound>(name, Value()) } },
                "--latency" => line with { Options = options with { Latency = Number() } },
                "--event-id-format" => line with { Options = options with { EventIdFormat = ReadName<EventIdFormat>(name, Value()) } },
                "--quirk" => line with { Options = options with { Quirks = options.Quirks | QuirkNames.Parse(Value()) } },
                "--outage" => line with { Options = options with { Outage = outage with { Kind = ReadName<OutageKind>(name, Value()) } } },
                "--outage-after" => line with { Options = options with { Outage = outage with { AfterSeconds = Real(86_400) } } },
                "--outage-seconds" => line with { Options = options with { Outage = outage with { Seconds = Real(86_400) } } },
                "--parent" => line with { ParentId = Number(from: 1) },
                "--help" => line with { IsHelp = true },
                _ => throw new FormatException($"Unknown option '{name}'. Try --help."),
            };
        }

        if (given.Contains("--file") && (given.Contains("--activities") || given.Contains("--seed")))
            throw new FormatException("--file cannot be used together with --activities or --seed.");
        RequireTogether(given, "--grow", "--late-every", "--late-seconds");
        RequireTogether(given, "--outage", "--outage-after", "--outage-seconds");
        return line;
    }

    private static void RequireTogether(HashSet<string> given, string main, params ReadOnlySpan<string> others)
    {
        foreach (string other in others)
        {
            if (given.Contains(other) && !given.Contains(main)) throw new FormatException($"{other} needs {main}.");
        }
    }

    private static int ReadNumber(string name, string text, int from, int to) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= from && number <= to
            ? number
            : throw new FormatException($"{name} must be a number from {from} to {to}, not '{text}'.");

    private static double ReadReal(string name, string text, double to) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && number > 0 && number <= to
            ? number
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{name} must be a number above 0, and at most {to}, not '{text}'."));

    private static T ReadName<T>(string name, string text) where T : struct, Enum =>
        Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<T>(text, ignoreCase: true)
            : throw new FormatException($"{name} must be one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}, not '{text}'.");

    private static Guid ReadGuid(string text) =>
        Guid.TryParse(text, out Guid id) ? id : throw new FormatException($"--conversation must be a GUID, not '{text}'.");
}
