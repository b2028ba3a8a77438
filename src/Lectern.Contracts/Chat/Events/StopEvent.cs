using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>The last event of every turn, exactly once, also after a failure.</summary>
/// <param name="Error">A sentence for a person when <paramref name="IsError"/>, else null.</param>
/// <param name="SkippedIndexIds">Indexes of the turn that could not be searched, as the client named them.</param>
/// <param name="Cancelled">The turn was ended by a cancel request or by deleting its session.</param>
/// <param name="DroppedCitations">Marks of the model that could not be proved and were removed.</param>
/// <param name="Unproved">Sentences of the turn's texts that state something and have no citation that held.</param>
/// <param name="Contradicted">Those of them of which a passage says otherwise.</param>
/// <param name="IndexesBehind">Indexes of the turn that had not taken in all of their directory's changes when it began.</param>
public sealed record StopEvent(
    Usage Usage,
    bool IsError,
    [Field(Presence.GivenOrNull)] string? Error,
    [Field(Default = new string[0])] IReadOnlyList<string> SkippedIndexIds,
    [Field(Default = false)] bool Cancelled = false,
    [Field(Default = 0)] int DroppedCitations = 0,
    [Field(Default = 0)] int Unproved = 0,
    [Field(Default = 0)] int Contradicted = 0,
    [Field(Presence.Optional)] IReadOnlyList<IndexBehind>? IndexesBehind = null) : ChatEvent
{
    /// <summary>Empty where all that was searched is as its directory, and in what was said before servers told.</summary>
    public IReadOnlyList<IndexBehind> IndexesBehind { get; init; } = IndexesBehind ?? [];

    /// <summary>The model that answered, as <see cref="ChatModel"/> names it; null where that was not kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Model { get; init; }

    [JsonIgnore]
    public override string Type => EventTypes.Stop;
}
