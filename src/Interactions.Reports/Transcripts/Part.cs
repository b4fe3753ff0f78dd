namespace Interactions.Reports.Transcripts;

/// <summary>A piece of a message, whatever its type, that each format of a transcript can show.</summary>
internal abstract record Part;

/// <summary>What was written, in one or more lines.</summary>
internal sealed record TextPart(string Text) : Part;

/// <summary>A heading.</summary>
internal sealed record TitlePart(string Text) : Part;

/// <summary>Where something is: a picture, a file, a page.</summary>
/// <param name="Kind">What it is, such as <c>Picture</c>; empty where the message says it.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Address">Its address, as it was sent.</param>
internal sealed record AddressPart(string Kind, string? Label, string Address) : Part;

/// <summary>A named value.</summary>
internal sealed record FactPart(string Name, string Value) : Part;

/// <summary>A button: what is written on it, and what a click on it sends or opens.</summary>
internal sealed record ButtonPart(string Kind, string Title, string? Address, string? Payload) : Part;

/// <summary>Several parts that belong together, such as an item of a list.</summary>
/// <param name="Kind">What it is, such as <c>Item 1</c>.</param>
/// <param name="Parts">The parts.</param>
internal sealed record GroupPart(string Kind, IReadOnlyList<Part> Parts) : Part;

/// <summary>JSON that this version has no better form for.</summary>
internal sealed record JsonPart(string Label, string Json) : Part;
