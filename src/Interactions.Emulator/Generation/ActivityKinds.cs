namespace Interactions.Emulator.Generation;

/// <summary>The kinds of forty activities in a row: every message type and event type, and mostly text.</summary>
internal static class ActivityKinds
{
    /// <summary>A text with a link in it. Its echo has the video that the link points to.</summary>
    public const string Link = "link";

    public static string[] Stretch { get; } =
    [
        .. Enumerable.Repeat("text", 18), Link,
        "youtube", "vimeo", "video", "audio", "image", "image", "attachment", "location", "contact", "card", "carousel", "list", "command",
        "seen", "seen", "typing_on", "typing_on", "typing_off", "typing_off", "payload", "payload",
    ];

    public static bool IsEvent(string kind) => kind is "seen" or "typing_on" or "typing_off" or "payload";

    /// <summary>Whether only agents and bots send it.</summary>
    public static bool IsFromStaff(string kind) => kind is "carousel" or "list" or "command";
}
