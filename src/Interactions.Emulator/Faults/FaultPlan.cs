namespace Interactions.Emulator;

/// <summary>
/// The faults that are still to happen, in the order they were added. Every fault counts the requests that match it.
/// When several faults are due for one request, the first of them happens.
/// </summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<Pending> _pending = [];

    internal FaultPlan()
    {
    }

    /// <summary>Adds a fault. It applies from the next request on.</summary>
    /// <exception cref="ArgumentException">A property is out of range or contradicts another.</exception>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        fault.Validate();
        lock (_lock) _pending.Add(new Pending(fault));
    }

    /// <summary>Removes every fault. A fault that is already happening to a request goes on.</summary>
    public void Clear()
    {
        lock (_lock) _pending.Clear();
    }

    internal Fault? Take(FaultTarget target, Guid? conversation)
    {
        lock (_lock)
        {
            Pending? due = null;
            foreach (Pending pending in _pending)
            {
                if (pending.Matches(target, conversation) && pending.IsDue()) due ??= pending;
            }

            if (due is { Count: > 0 } && --due.Count == 0) _pending.Remove(due);
            return due?.Fault;
        }
    }

    private sealed class Pending(Fault fault)
    {
        private long _matched;

        public Fault Fault { get; } = fault;

        public int Count { get; set; } = fault.Count;

        public bool Matches(FaultTarget target, Guid? conversation) =>
            Count != 0 && target == Fault.Target && (Fault.Conversation is null || Fault.Conversation == conversation);

        /// <summary>Counts a matching request, and says whether it is one that the fault is meant for.</summary>
        public bool IsDue()
        {
            long place = _matched++ - Fault.Skip;
            return place >= 0 && place % Fault.Every == 0;
        }
    }
}
