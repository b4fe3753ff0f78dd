namespace Interactions.Emulator;

/// <summary>How an <see cref="EngineEmulator"/> starts. Every property is a command line option too.</summary>
public sealed record EmulatorOptions
{
    /// <summary>The port on 127.0.0.1 that both the engine and the identity service answer on. 0 picks a free one. Default 5080.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>Answer https, with a self-signed certificate made in memory, instead of http. Default false.</summary>
    public bool Https { get; init; }

    /// <summary>The most activities one answer holds; 0 means no cap. Default 100.</summary>
    public int PageCap { get; init; } = 100;

    /// <summary>Whether <c>leid</c> includes its own millisecond. Default inclusive.</summary>
    public LeidBound Leid { get; init; } = LeidBound.Inclusive;

    /// <summary>Milliseconds to wait before each answer of the engine. Default 0.</summary>
    public int Latency { get; init; }

    /// <summary>A JSON array or JSON Lines file that the default conversation is read from; null generates it instead.</summary>
    public string? File { get; init; }

    /// <summary>How many activities to generate for the default conversation when there is no <see cref="File"/>. Default 50.</summary>
    public int Activities { get; init; } = 50;

    /// <summary>The seed of the generated conversation: the same seed gives the same bytes. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The id of the default conversation.</summary>
    public Guid Conversation { get; init; } = new("3f0e2c1a-7b1d-4a6e-9c55-1d2f3a4b5c6d");

    /// <summary>The client id that the identity service knows.</summary>
    public string ClientId { get; init; } = "hubster.engine.api.emulator";

    /// <summary>The secret of <see cref="ClientId"/>. The default holds the characters that have to be encoded in a form.</summary>
    public string ClientSecret { get; init; } = "c2VjcmV0+b2YgdGhl/ZW11bGF0b3I+Lw==";

    /// <summary>Seconds until a token expires. Default 2592000: 30 days, the documented maximum.</summary>
    public int TokenLifetime { get; init; } = 2_592_000;

    /// <summary>How the engine misbehaves. Default not at all.</summary>
    public EngineQuirks Quirks { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, 65535);
        ArgumentOutOfRangeException.ThrowIfNegative(PageCap);
        ArgumentOutOfRangeException.ThrowIfNegative(Latency);
        ArgumentOutOfRangeException.ThrowIfNegative(Activities);
        ArgumentOutOfRangeException.ThrowIfNegative(TokenLifetime);
        ArgumentException.ThrowIfNullOrEmpty(ClientId);
        ArgumentException.ThrowIfNullOrEmpty(ClientSecret);
    }
}
