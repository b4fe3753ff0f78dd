namespace Interactions.Emulator;

/// <summary>Ways in which an engine may misbehave. A client must neither loop nor lose an activity because of them.</summary>
[Flags]
public enum EngineQuirks
{
    /// <summary>A well-behaved engine.</summary>
    None = 0,

    /// <summary>Every page starts at the beginning of the conversation, whatever <c>leid</c> says.</summary>
    IgnoreLeid = 1,

    /// <summary>Every second request for a conversation and type gets the previous page again.</summary>
    RepeatPage = 2,

    /// <summary>A page holds the right activities in the wrong order.</summary>
    Shuffle = 4,

    /// <summary>A page begins with one extra activity: the one before its start. It is not counted by the page cap.</summary>
    Previous = 8,
}
