namespace Interactions.Emulator.Behaviour;

/// <summary>The part of <see cref="EmulatorOptions"/> that can change while the emulator runs.</summary>
internal sealed record EngineBehaviour(int PageCap, LeidBound Leid, int Latency, EngineQuirks Quirks)
{
    public EngineBehaviour(EmulatorOptions options)
        : this(options.PageCap, options.Leid, options.Latency, options.Quirks)
    {
    }
}
