namespace Interactions.Reports.Transcripts;

/// <summary>An activity with what its place in the transcript says about it.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Role">Who sent it.</param>
/// <param name="Continues">Whether it follows a message of the same sender, on the same channel and soon after.</param>
/// <param name="Parts">What it holds.</param>
internal sealed record Entry(Activity Activity, Role Role, bool Continues, IReadOnlyList<Part> Parts)
{
    /// <summary>What an event is, for its folded line; what a message is, where it is not mere text.</summary>
    public string? Kind => IsMessage ? MessageParts.Kind(Activity.Message)
        : Activity.Event is { } happening ? string.IsNullOrEmpty(happening.Type) ? "event" : happening.Type : Activity.Type ?? "unknown";

    /// <summary>Whether it has content that a person or a bot wrote. Everything else is shown as an event.</summary>
    public bool IsMessage => Activity.Message is not null;
}
