namespace Lectern.Contracts;

/// <summary>The sums of judged answers. Counts, so that a share of any kind can be made of them.</summary>
/// <param name="Failed">Questions without a whole answer; they count as wrong in everything.</param>
/// <param name="Right">Answers that are right as <see cref="JudgedAnswer"/> says.</param>
/// <param name="Answerable">Questions whose answer the documents hold.</param>
/// <param name="WithAnswers">Those of them that name right answers: the base of the next three.</param>
/// <param name="RefusedWrongly">Answerable questions that were refused.</param>
/// <param name="Unanswerable">Questions whose answer no document holds: the base of <paramref name="RefusedRightly"/>.</param>
/// <param name="Statements">Sentences that state something, over all answers.</param>
/// <param name="P50Ms">Median of the turns' durations; null without one.</param>
public sealed record AnswerTotals(
    int Questions,
    int Failed,
    int Right,
    int Answerable,
    int WithAnswers,
    int Said,
    int Quoted,
    int QuotedFirst,
    int CitedRightly,
    int RefusedWrongly,
    int Unanswerable,
    int RefusedRightly,
    int Statements,
    int Unproved,
    int Contradicted,
    double? P50Ms,
    double? P95Ms);
