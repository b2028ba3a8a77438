using System.Text.Json.Serialization;

namespace Lectern.Contracts;

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
