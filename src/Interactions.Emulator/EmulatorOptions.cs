namespace Interactions.Emulator;

/// <summary>The options of an <see cref="EngineEmulator"/>. Each is a command-line option too.</summary>
public sealed record EmulatorOptions
{
    /// <summary>The port on 127.0.0.1 of both the engine and the identity service, 0 to 65535. 0 picks a free one. Default 5080.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>Use https, with a self-signed certificate, instead of http. Default false.</summary>
    public bool Https { get; init; }

    /// <summary>The most activities in one page; 0 means no cap. Default 100.</summary>
    public int PageCap { get; init; } = 100;

    /// <summary>The most bytes in one page; 0 means no limit. A page that is not empty holds at least one activity. Default 0.</summary>
    public int PageBytes { get; init; }

    /// <summary>Whether <c>leid</c> includes its own millisecond. Default inclusive.</summary>
    public LeidBound Leid { get; init; } = LeidBound.Inclusive;

    /// <summary>How the engine writes <c>eventId</c>. Default unchanged: a number.</summary>
    public EventIdFormat EventIdFormat { get; init; }

    /// <summary>Milliseconds to wait before each response of the engine. Default 0.</summary>
    public int Latency { get; init; }

    /// <summary>The path of a JSON array or JSON Lines file with the activities of the default conversation; null generates them instead.</summary>
    public string? File { get; init; }

    /// <summary>How many activities to generate for the default conversation when there is no <see cref="File"/>. Default 50.</summary>
    public int Activities { get; init; } = 50;

    /// <summary>The seed of the generated conversation: the same seed gives the same bytes. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The id of the default conversation. Default 3f0e2c1a-7b1d-4a6e-9c55-1d2f3a4b5c6d.</summary>
    public Guid Conversation { get; init; } = new("3f0e2c1a-7b1d-4a6e-9c55-1d2f3a4b5c6d");

    /// <summary>The client id that the identity service accepts. Default hubster.engine.api.emulator.</summary>
    public string ClientId { get; init; } = "hubster.engine.api.emulator";

    /// <summary>The secret of <see cref="ClientId"/>. The default contains characters that must be percent-encoded in a form.</summary>
    public string ClientSecret { get; init; } = "c2VjcmV0+b2YgdGhl/ZW11bGF0b3I+Lw==";

    /// <summary>Seconds until a token expires. Default 2592000: 30 days, the documented maximum.</summary>
    public int TokenLifetime { get; init; } = 2_592_000;

    /// <summary>How the engine misbehaves. Default: it does not.</summary>
    public EngineQuirks Quirks { get; init; }

    /// <summary>How the default conversation grows by itself; null means that it does not. Default null.</summary>
    public Growth? Growth { get; init; }

    /// <summary>An outage that begins some time after the start; null means none. Default null.</summary>
    public Outage? Outage { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, 65535);
        ArgumentOutOfRangeException.ThrowIfNegative(PageCap);
        ArgumentOutOfRangeException.ThrowIfNegative(PageBytes);
        ArgumentOutOfRangeException.ThrowIfNegative(Latency);
        ArgumentOutOfRangeException.ThrowIfNegative(Activities);
        ArgumentOutOfRangeException.ThrowIfNegative(TokenLifetime);
        ArgumentException.ThrowIfNullOrEmpty(ClientId);
        ArgumentException.ThrowIfNullOrEmpty(ClientSecret);
        Growth?.Validate();
        Outage?.Validate();
    }
}
