using System.Text.Json.Serialization;
using Interactions.Emulator.Behaviour;

namespace Interactions.Emulator;

/// <summary>Ways in which an engine may misbehave. A client must neither loop nor lose an activity because of them.</summary>
[Flags]
[JsonConverter(typeof(QuirksConverter))]
public enum EngineQuirks
{
    /// <summary>A well-behaved engine.</summary>
    None = 0,

    /// <summary>Every page starts at the beginning of the conversation, whatever <c>leid</c> says.</summary>
    IgnoreLeid = 1,

    /// <summary>A client that asks for the page after one that it was given is given that one again, once.</summary>
    RepeatPage = 2,

    /// <summary>A page holds the right activities in the wrong order.</summary>
    Shuffle = 4,

    /// <summary>A page begins with one extra activity: the one before its start. It is not counted by the page cap.</summary>
    Previous = 8,

    /// <summary>A page holds its first activity twice. Both are counted by the page cap.</summary>
    RepeatActivity = 16,

    /// <summary>The page cap varies from page to page, between 1 and the one that is set. The same requests in the same order get the same caps.</summary>
    VaryCap = 32,

    /// <summary>A request for activities without <c>Content-Type: application/json</c> is refused with status 415.</summary>
    RequireContentType = 64,
}
