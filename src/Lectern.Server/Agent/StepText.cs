using System.Text;
using Lectern.Contracts;
using Lectern.Server.Agent.Review;
using Lectern.Server.Text;

namespace Lectern.Server.Agent;

/// <summary>
/// Writes a step's text and thinking: deltas as they come, then the whole, which is exactly their concatenation. A delta never
/// ends inside a surrogate pair. When the model changes between thinking and text, the open part is closed first. White space
/// that nothing follows is not written. For one step.
/// </summary>
internal sealed class StepText(ITurnWriter writer)
{
    private readonly StringBuilder open = new();
    private readonly StringBuilder all = new();
    private readonly List<Citation> citations = [];
    private int openPoints;
    private readonly List<RefusedMark> refused = [];
    private bool isThinking;
    private char? firstHalf;
    private readonly StringBuilder blank = new();

    public bool HasText => all.Length > 0;

    public string AllText => all.ToString();

    public int TextCharacters => all.Length;

    public int ThinkingCharacters { get; private set; }

    /// <summary>Sentences of the closed texts that state something and have no citation that held.</summary>
    public int Unproved { get; private set; }

    /// <summary>Those of them of which a passage says otherwise.</summary>
    public int Contradicted { get; private set; }

    /// <summary>Of text and thinking, as <see cref="TextSize"/> counts.</summary>
    public long Size { get; private set; }

    public ValueTask SayAsync(string? piece, CancellationToken cancellationToken) =>
        AddAsync(piece, thinking: false, cancellationToken);

    public ValueTask ThinkAsync(string? piece, CancellationToken cancellationToken) =>
        AddAsync(piece, thinking: true, cancellationToken);

    /// <summary>Writes a citation's mark; its position is given here.</summary>
    /// <param name="space">White space before it.</param>
    public async ValueTask CiteAsync(Citation citation, string space, CancellationToken cancellationToken)
    {
        if (isThinking)
            await CloseAsync();
        isThinking = false;
        await ReplaceHalfAsync();
        var placed = citation with { Position = openPoints + blank.Length + space.Length };
        citations.Add(placed);
        await writer.CitedAsync(placed);
        await WriteAsync(space + citation.Marker, cancellationToken);
    }

    /// <summary>Remembers where a mark was left out.</summary>
    /// <param name="contradiction">Where its passage says otherwise, or null.</param>
    public void Refuse(Citation? contradiction) =>
        refused.Add(new RefusedMark(isThinking ? 0 : open.Length + blank.Length, contradiction));

    /// <summary>Writes the whole of what is open. Not cancelled: what was said is kept.</summary>
    public async ValueTask CloseAsync()
    {
        blank.Clear();
        await ReplaceHalfAsync();
        if (open.Length == 0)
            return;
        var content = open.ToString();
        ChatEvent whole = isThinking ? new ThinkingEvent(content) : AnswerReview.Reviewed(content, [.. citations], refused);
        open.Clear();
        openPoints = 0;
        citations.Clear();
        refused.Clear();
        await writer.AppendAsync(whole, CancellationToken.None);
        if (whole is not TextEvent text)
            return;
        Unproved += text.Unproved.Count;
        Contradicted += text.Contradicted.Count;
    }

    private async ValueTask ReplaceHalfAsync()
    {
        if (firstHalf is null)
            return;
        firstHalf = null;
        await WriteAsync("\uFFFD", CancellationToken.None);
    }

    private async ValueTask AddAsync(string? piece, bool thinking, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(piece))
            return;
        if (thinking != isThinking)
            await CloseAsync();
        isThinking = thinking;
        var whole = Whole(piece);
        if (open.Length == 0 && string.IsNullOrWhiteSpace(whole))
            blank.Append(whole);
        else if (whole.Length > 0)
            await WriteAsync(whole, cancellationToken);
    }

    private async ValueTask WriteAsync(string piece, CancellationToken cancellationToken)
    {
        if (blank.Length > 0)
            piece = blank.Append(piece).ToString();
        blank.Clear();
        ChatEvent delta = isThinking ? new ThinkingDeltaEvent(piece) : new TextDeltaEvent(piece);
        cancellationToken.ThrowIfCancellationRequested();

        // Not cancelled: the whole must know for certain which deltas were written.
        await writer.AppendAsync(delta, CancellationToken.None);
        open.Append(piece);
        openPoints += new CodePointMap(piece).Length;
        Size += TextSize.Of(piece);
        if (isThinking)
            ThinkingCharacters += piece.Length;
        else
            all.Append(piece);
    }

    /// <summary>Keeps a half at the end for the next piece; halves that belong to nothing are replaced.</summary>
    private string Whole(string piece)
    {
        if (firstHalf is { } half)
            piece = half + piece;
        firstHalf = char.IsHighSurrogate(piece[^1]) ? piece[^1] : null;
        if (firstHalf is not null)
            piece = piece[..^1];
        return piece.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? string.Concat(piece.EnumerateRunes()) : piece;
    }
}
