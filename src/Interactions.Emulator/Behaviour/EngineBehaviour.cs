namespace Interactions.Emulator.Behaviour;

/// <summary>The part of <see cref="EmulatorOptions"/> that can change while the emulator runs.</summary>
internal sealed record EngineBehaviour(
    int PageCap, int PageBytes, LeidBound Leid, EventIdFormat EventIdFormat, int Latency, EngineQuirks Quirks)
{
    public EngineBehaviour(EmulatorOptions options)
        : this(options.PageCap, options.PageBytes, options.Leid, options.EventIdFormat, options.Latency, options.Quirks)
    {
    }

    /// <summary>How many of the newest activities of a conversation are missing.</summary>
    public int Lag { get; private init; }

    /// <summary>The behaviour for one request that a fault happens to.</summary>
    public EngineBehaviour With(Fault fault) => this with
    {
        PageCap = fault.PageCap ?? PageCap,
        PageBytes = fault.PageBytes ?? PageBytes,
        EventIdFormat = fault.EventIdFormat ?? EventIdFormat,
        Quirks = Quirks | fault.Quirks,
        Lag = fault.Lag,
    };
}
