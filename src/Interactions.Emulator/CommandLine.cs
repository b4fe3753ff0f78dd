using System.Globalization;
using Interactions.Emulator.Behaviour;

namespace Interactions.Emulator;

/// <summary>The parsed command line.</summary>
internal sealed record CommandLine(EmulatorOptions Options, int? ParentId, bool IsHelp)
{
    public const string Help = """
        A conversation engine and its identity service on 127.0.0.1.

          --port N                    port; 0 picks a free one (5080)
          --https                     https with a self-signed certificate
          --page-cap N                most activities in one page; 0 for no cap (100)
          --leid inclusive|exclusive  whether leid includes its own millisecond (inclusive)
          --latency MS                milliseconds to wait before each response of the engine (0)
          --file PATH                 the default conversation: a file of JSON or JSON Lines, or
          --activities N              so many generated activities (50)
          --seed S                    the same seed generates the same activities (1)
          --conversation GUID         id of the default conversation
          --client-id ID              (hubster.engine.api.emulator)
          --client-secret SECRET
          --token-lifetime SECONDS    (2592000)
          --quirk NAME                misbehave: ignore-leid, repeat-page, shuffle or previous; can be repeated
          --parent PID                stop when the process with this id ends
          --help
        """;

    /// <exception cref="FormatException">An argument is unknown, has no value, or has a value out of range. The message names it.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        CommandLine line = new(new EmulatorOptions(), ParentId: null, IsHelp: false);
        bool isGenerated = false;
        for (int i = 0; i < arguments.Count; i++)
        {
            string name = arguments[i];
            string Value() => arguments.ElementAtOrDefault(++i) is { Length: > 0 } value ? value : throw new FormatException($"{name} needs a value.");
            int Number(int from = 0, int to = int.MaxValue) => ReadNumber(name, Value(), from, to);

            EmulatorOptions options = line.Options;
            isGenerated |= name is "--activities" or "--seed";
            line = name switch
            {
                "--port" => line with { Options = options with { Port = Number(0, 65535) } },
                "--https" => line with { Options = options with { Https = true } },
                "--page-cap" => line with { Options = options with { PageCap = Number() } },
                "--page-bytes" => line with { Options = options with { PageBytes = Number() } },
                "--leid" => line with { Options = options with { Leid = ReadName<LeidBound>(name, Value()) } },
                "--event-id-format" => line with { Options = options with { EventIdFormat = ReadName<EventIdFormat>(name, Value()) } },
                "--latency" => line with { Options = options with { Latency = Number() } },
                "--file" => line with { Options = options with { File = Value() } },
                "--activities" => line with { Options = options with { Activities = Number() } },
                "--seed" => line with { Options = options with { Seed = Number() } },
                "--conversation" => line with { Options = options with { Conversation = ReadGuid(Value()) } },
                "--client-id" => line with { Options = options with { ClientId = Value() } },
                "--client-secret" => line with { Options = options with { ClientSecret = Value() } },
                "--token-lifetime" => line with { Options = options with { TokenLifetime = Number() } },
                "--quirk" => line with { Options = options with { Quirks = options.Quirks | QuirkNames.Parse(Value()) } },
                "--parent" => line with { ParentId = Number(from: 1) },
                "--help" => line with { IsHelp = true },
                _ => throw new FormatException($"Unknown option '{name}'. Try --help."),
            };
        }

        if (isGenerated && line.Options.File is not null) throw new FormatException("--file cannot be used together with --activities or --seed.");
        return line;
    }

    private static int ReadNumber(string name, string text, int from, int to) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= from && number <= to
            ? number
            : throw new FormatException($"{name} must be a number from {from} to {to}, not '{text}'.");

    private static T ReadName<T>(string name, string text) where T : struct, Enum =>
        Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<T>(text, ignoreCase: true)
            : throw new FormatException($"{name} must be {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}, not '{text}'.");

    private static Guid ReadGuid(string text) =>
        Guid.TryParse(text, out Guid id) ? id : throw new FormatException($"--conversation must be a GUID, not '{text}'.");
}
