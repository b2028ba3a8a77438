using Lectern.Contracts;

namespace Lectern.Server.Evaluations.Judging;

/// <summary>Compares an answer with what is known of it. Thread-safe.</summary>
internal static class AnswerJudge
{
    public static JudgedAnswer Judge(EvaluationQuestion question, EvaluatedTurn turn)
    {
        var isWhole = turn.Error is null;
        if (question.Unanswerable == true)
        {
            var isRefused = isWhole && turn.IsRefusal;
            return new JudgedAnswer(question, turn, null, null, null, null, isRefused, isRefused);
        }

        string[] answers = [.. (question.Answers ?? []).OfType<string>()];
        string[] files = [.. (question.Files ?? []).OfType<string>()];
        bool? said = null, quoted = null, first = null;
        var quotes = turn.Citations.Select(c => (Citation: c, Holds: GoldText.Holds(c.Quote, answers))).ToList();
        if (answers.Length > 0)
        {
            said = isWhole && GoldText.Holds(turn.Text, answers);
            quoted = isWhole && quotes.Exists(q => q.Holds);
            first = isWhole && quotes is [{ Holds: true }, ..];
        }

        var cited = isWhole && quotes.Exists(q =>
            (answers.Length == 0 || q.Holds)
            && (files.Length == 0 || files.Contains(q.Citation.FileName, StringComparer.Ordinal)));
        return new JudgedAnswer(
            question, turn, said, quoted, first, cited, null, cited && (answers.Length == 0 || said == true || quoted == true));
    }

    public static AnswerTotals Totals(IReadOnlyList<JudgedAnswer> answers)
    {
        var durations = Durations.Of(answers.Select(a => a.Turn));
        return new AnswerTotals(
            answers.Count,
            answers.Count(a => a.Turn.Error is not null),
            answers.Count(a => a.IsRight),
            answers.Count(a => a.RefusedRightly is null),
            answers.Count(a => a.Said is not null),
            answers.Count(a => a.Said == true),
            answers.Count(a => a.Quoted == true),
            answers.Count(a => a.QuotedFirst == true),
            answers.Count(a => a.CitedRightly == true),
            answers.Count(a => a is { RefusedRightly: null, Turn.IsRefusal: true }),
            answers.Count(a => a.RefusedRightly is not null),
            answers.Count(a => a.RefusedRightly == true),
            answers.Sum(a => a.Turn.Statements),
            answers.Sum(a => a.Turn.Unproved),
            answers.Sum(a => a.Turn.Contradicted),
            durations.Percentile(0.5),
            durations.Percentile(0.95));
    }
}
