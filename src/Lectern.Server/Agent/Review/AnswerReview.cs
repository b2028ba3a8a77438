using Lectern.Contracts;
using Lectern.Server.Agent.Citations;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Review;

/// <summary>
/// Tells which sentences of an answer state something that no citation proves, and of which a passage says otherwise.
/// Thread-safe.
/// </summary>
internal static class AnswerReview
{
    /// <param name="text">The whole text of a step.</param>
    /// <param name="refused">Its marks that were left out, in order.</param>
    public static TextEvent Reviewed(string text, IReadOnlyList<Citation> citations, IReadOnlyList<RefusedMark> refused)
    {
        var map = new CodePointMap(text);
        var sentences = AnswerSentences.Of(text, map, citations, refused);
        var unproved = new List<UnprovedSpan>();
        var contradicted = new List<ContradictedSpan>();
        (AnswerBlock Block, NormalText Quote)? next = null;
        for (var i = sentences.Count - 1; i >= 0; i--)
        {
            var sentence = sentences[i];
            if (sentence.Held.Count > 0)
                next = (sentence.Block, NormalText.Of(string.Join('\n', sentence.Held.Select(c => c.Quote))));
            var said = text[sentence.Start..sentence.End];

            // A mark behind several sentences that it quotes is all of theirs.
            if (sentence.Held.Count > 0 || !Assertions.IsOne(said) || (next is { } quoted
                && (quoted.Block == sentence.Block || IsQuoted(text, sentence, quoted.Block))
                && quoted.Quote.Find(NormalText.Words(said)) is not null))
            {
                continue;
            }

            var (start, end) = (map.ToCodePoint(sentence.Start), map.ToCodePoint(sentence.End));
            var other = sentence.Refused.Find(r => r.Contradiction is not null)?.Contradiction;
            unproved.Add(new UnprovedSpan(
                start, end, other is not null ? UnprovedReasons.Contradicted
                    : sentence.Refused.Count > 0 ? UnprovedReasons.MarkFailed : UnprovedReasons.NoMark));
            if (other is not null)
                contradicted.Add(Contradiction(start, end, other));
        }

        unproved.Reverse();
        contradicted.Reverse();
        return new TextEvent(text, citations, unproved, contradicted);
    }

    /// <summary>Whether a sentence stands in the same quotation as the block behind it.</summary>
    private static bool IsQuoted(string text, AnswerSentence sentence, AnswerBlock block) =>
        text.AsSpan(sentence.End..Math.Max(sentence.End, block.Start)).TrimEnd().EndsWith(">");

    private static ContradictedSpan Contradiction(int start, int end, Citation other) => new(
        start,
        end,
        ContradictedReasons.OtherFigure,
        other.IndexId,
        other.FileId,
        other.FileName,
        other.PageRangeStart,
        other.PageRangeEnd,
        other.StartChar,
        other.EndChar,
        other.Quote,
        other.Boxes,
        other.Attachment);
}
