using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>
/// One event of a chat turn, as it is stored, streamed (one Server-Sent Event each) and returned in a session's history.
/// The hierarchy is closed; <c>type</c> is the discriminator and is written first.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(UserInputEvent), EventTypes.UserInput)]
[JsonDerivedType(typeof(ThinkingDeltaEvent), EventTypes.ThinkingDelta)]
[JsonDerivedType(typeof(ThinkingEvent), EventTypes.Thinking)]
[JsonDerivedType(typeof(TextDeltaEvent), EventTypes.TextDelta)]
[JsonDerivedType(typeof(TextEvent), EventTypes.Text)]
[JsonDerivedType(typeof(ToolCallEvent), EventTypes.ToolCall)]
[JsonDerivedType(typeof(ToolResultEvent), EventTypes.ToolResult)]
[JsonDerivedType(typeof(StopEvent), EventTypes.Stop)]
public abstract record ChatEvent
{
    private protected ChatEvent()
    {
    }

    /// <summary>The wire's name of this kind of event, one of <see cref="EventTypes"/>.</summary>
    [JsonIgnore]
    public abstract string Type { get; }

    /// <summary>
    /// The event's number in its session, which a stream can be resumed after; from 1, without a gap. Null where no stream
    /// carried the event. It stands beside the JSON (as the frame's <c>id</c>), not in it.
    /// </summary>
    [JsonIgnore]
    public long? Sequence { get; init; }
}

/// <summary>The discriminators of <see cref="ChatEvent"/>, the wire's only list of them.</summary>
public static class EventTypes
{
    public const string UserInput = "user_input";
    public const string ThinkingDelta = "thinking_delta";
    public const string Thinking = "thinking";
    public const string TextDelta = "text_delta";
    public const string Text = "text";
    public const string ToolCall = "tool_call";
    public const string ToolResult = "tool_result";
    public const string Stop = "stop";

    /// <summary>Deltas are streamed but are not part of a session's history: the whole event that follows holds them.</summary>
    public static bool IsDelta(string type) => type is TextDelta or ThinkingDelta;
}

/// <summary>The prompt that started the turn.</summary>
public sealed record UserInputEvent(string Content) : ChatEvent
{
    [JsonIgnore]
    public override string Type => EventTypes.UserInput;
}

/// <summary>A piece of the model's reasoning, as it arrived.</summary>
public sealed record ThinkingDeltaEvent(string Content) : ChatEvent
{
    [JsonIgnore]
    public override string Type => EventTypes.ThinkingDelta;
}

/// <summary>The whole of one step's reasoning: the concatenation of its deltas.</summary>
public sealed record ThinkingEvent(string Content) : ChatEvent
{
    [JsonIgnore]
    public override string Type => EventTypes.Thinking;
}

/// <summary>A piece of the answer, as it arrived.</summary>
public sealed record TextDeltaEvent(string Content) : ChatEvent
{
    [JsonIgnore]
    public override string Type => EventTypes.TextDelta;
}

/// <summary>The whole of one step's answer: the concatenation of its deltas.</summary>
/// <param name="Content">Markdown.</param>
/// <param name="Citations">Ordered by position in <paramref name="Content"/>; empty when there are none.</param>
/// <param name="Unproved">Sentences that state something and have no citation that held, in order.</param>
/// <param name="Contradicted">Those of them of which a passage says otherwise, in order.</param>
public sealed record TextEvent(
    string Content,
    [Field(Presence.Optional)] IReadOnlyList<Citation> Citations,
    [Field(Presence.Optional)] IReadOnlyList<UnprovedSpan>? Unproved = null,
    [Field(Presence.Optional)] IReadOnlyList<ContradictedSpan>? Contradicted = null) : ChatEvent
{
    /// <summary>Empty in what was said before servers told.</summary>
    public IReadOnlyList<UnprovedSpan> Unproved { get; init; } = Unproved ?? [];

    /// <summary>As <see cref="Unproved"/>.</summary>
    public IReadOnlyList<ContradictedSpan> Contradicted { get; init; } = Contradicted ?? [];

    [JsonIgnore]
    public override string Type => EventTypes.Text;
}

/// <summary>The model asked for a tool.</summary>
/// <param name="Arguments">A JSON object.</param>
public sealed record ToolCallEvent(string Name, string CallId, [Field(Shape = "Object")] JsonElement Arguments) : ChatEvent
{
    [JsonIgnore]
    public override string Type => EventTypes.ToolCall;
}

/// <summary>What the tool answered; a fault of the tool is a result with an <c>error</c>.</summary>
/// <param name="Result">Any JSON.</param>
/// <param name="ImageAttachment">The page screenshot that the result speaks of, or null.</param>
public sealed record ToolResultEvent(string Name, string CallId, JsonElement Result, ImageAttachmentRef? ImageAttachment)
    : ChatEvent
{
    [JsonIgnore]
    public override string Type => EventTypes.ToolResult;
}

/// <summary>The last event of every turn, exactly once, also after a failure.</summary>
/// <param name="Error">A sentence for a person when <paramref name="IsError"/>, else null.</param>
/// <param name="SkippedIndexIds">Indexes of the turn that could not be searched, as the client named them.</param>
/// <param name="Cancelled">The turn was ended by a cancel request or by deleting its session.</param>
/// <param name="DroppedCitations">Marks of the model that could not be proved and were removed.</param>
/// <param name="Unproved">Sentences of the turn's texts that state something and have no citation that held.</param>
/// <param name="Contradicted">Those of them of which a passage says otherwise.</param>
public sealed record StopEvent(
    Usage Usage,
    bool IsError,
    [Field(Presence.GivenOrNull)] string? Error,
    [Field(Default = new string[0])] IReadOnlyList<string> SkippedIndexIds,
    [Field(Default = false)] bool Cancelled = false,
    [Field(Default = 0)] int DroppedCitations = 0,
    [Field(Default = 0)] int Unproved = 0,
    [Field(Default = 0)] int Contradicted = 0) : ChatEvent
{
    [JsonIgnore]
    public override string Type => EventTypes.Stop;
}

/// <summary>What a turn cost.</summary>
/// <param name="TotalInputTokens">
/// As the provider counted them, else about a token for four characters; null when no model answered.
/// </param>
/// <param name="TotalOutputTokens">As <paramref name="TotalInputTokens"/>.</param>
/// <param name="Turns">Calls of the model in this turn.</param>
/// <param name="DurationMs">From the prompt's acceptance to the stop, milliseconds.</param>
public sealed record Usage(
    long? TotalInputTokens,
    long? TotalOutputTokens,
    [Field(Default = 1)] int Turns,
    [Field(Default = 0.0)] double DurationMs);

/// <summary>A page screenshot by the file and the attachment's name.</summary>
public sealed record ImageAttachmentRef(string SourceId, string AttachmentName);

/// <summary>A claim's support in a document. Offsets are Unicode code points in the file's parsed text.</summary>
/// <param name="Position">Offset of the marker in the text event's content, Unicode code points.</param>
public sealed record Citation(
    string Marker,
    int Position,
    string IndexId,
    string FileId,
    string FileName,
    int? PageRangeStart,
    int? PageRangeEnd,
    int StartChar,
    int EndChar,
    string Quote,
    [Field(Presence.Optional)] IReadOnlyList<PageBox> Boxes,
    ImageAttachmentRef? Attachment,
    bool Verified,
    [Field(Default = false)] bool SourceRemoved = false);

/// <summary>A rectangle in points from the page's top left.</summary>
public sealed record PageBox(
    [Field(Presence.Optional)] int Page,
    [Field(Presence.Optional)] double X,
    [Field(Presence.Optional)] double Y,
    [Field(Presence.Optional)] double Width,
    [Field(Presence.Optional)] double Height);
