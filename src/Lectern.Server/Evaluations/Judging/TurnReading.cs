using Lectern.Contracts;
using Lectern.Server.Agent.Review;
using Lectern.Server.Dialects;
using Lectern.Server.Text;

namespace Lectern.Server.Evaluations.Judging;

/// <summary>
/// Makes of a turn's events what is compared. Sentences are counted by this program's own rule, so that answers of two servers
/// are measured alike. Thread-safe.
/// </summary>
internal static class TurnReading
{
    public const int MostCharacters = 20_000;
    public const int MostCitations = 40;

    /// <param name="events">Of one turn, with or without its deltas.</param>
    public static EvaluatedTurn Of(IReadOnlyList<ChatEvent> events)
    {
        var answer = new WholeAnswer();
        var (statements, unproved, contradicted) = (0, 0, 0);
        foreach (var next in events)
        {
            answer.Add(next);
            if (next is not TextEvent text)
                continue;
            statements += Statements(text);
            unproved += AnswerReview.Reviewed(text.Content, text.Citations, []).Unproved.Count;
            contradicted += text.Contradicted.Count;
        }

        var error = answer.Stop is { Cancelled: true } ? "The turn was cancelled." : answer.Error;
        return new EvaluatedTurn(
            TextStart.Of(answer.Text, MostCharacters),
            [.. answer.Citations.Take(MostCitations).Select(Citation)],
            IsRefusal: error is null && answer.Citations.Count == 0 && statements == 0,
            statements,
            unproved,
            contradicted,
            answer.Stop?.Usage?.DurationMs,
            error);
    }

    /// <summary>A question that did not become a turn.</summary>
    public static EvaluatedTurn Failed(string error) => new("", [], IsRefusal: false, 0, 0, 0, null, error);

    private static int Statements(TextEvent text) =>
        AnswerSentences.Of(text.Content, new CodePointMap(text.Content), text.Citations, [])
            .Count(s => s.Held.Count > 0 || Assertions.IsOne(text.Content[s.Start..s.End]));

    private static EvaluatedCitation Citation(Citation c) =>
        new(c.Marker, c.FileId, c.FileName, c.PageRangeStart, c.PageRangeEnd, c.StartChar, c.EndChar, c.Quote);
}
