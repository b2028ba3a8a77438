using System.Text.RegularExpressions;
using Lectern.Contracts;

namespace Lectern.Server.Evaluations.Judging;

/// <summary>Says what differs between two answers to one question. Thread-safe.</summary>
internal static partial class TurnComparison
{
    private const double NoticedMilliseconds = 500;

    private static readonly string[] OfTime = [TurnChanges.Slower, TurnChanges.Faster];

    public static IReadOnlyList<string> Changes(EvaluatedTurn then, EvaluatedTurn now)
    {
        var changes = new List<string>();
        if (then.Error is not null || now.Error is not null)
            Add(TurnChanges.Failed, (then.Error is null) != (now.Error is null));
        Add(TurnChanges.Text, Words(then.Text) != Words(now.Text));
        Add(TurnChanges.Citations, !Cited(then).SetEquals(Cited(now)));
        Add(TurnChanges.Refused, now.IsRefusal && !then.IsRefusal && then.Error is null);
        Add(TurnChanges.Answered, then.IsRefusal && !now.IsRefusal && now.Error is null);
        Add(TurnChanges.Unproved, then.Unproved != now.Unproved);
        Add(TurnChanges.Contradicted, then.Contradicted != now.Contradicted);
        if (then.DurationMs is { } before && now.DurationMs is { } after && Math.Abs(after - before) >= NoticedMilliseconds)
        {
            Add(TurnChanges.Slower, after > 2 * before);
            Add(TurnChanges.Faster, after < before / 2);
        }

        return changes;

        void Add(string change, bool isOne)
        {
            if (isOne)
                changes.Add(change);
        }
    }

    /// <summary>Whether anything changed but the time.</summary>
    public static bool IsChanged(ReplayedTurn turn) => turn.Changes.Except(OfTime).Any();

    public static ReplayTotals Totals(IReadOnlyList<ReplayedTurn> turns) => new(
        turns.Count,
        turns.Count(t => t.Now.Error is not null),
        turns.Count(IsChanged),
        Count(turns, TurnChanges.Text),
        Count(turns, TurnChanges.Citations),
        Count(turns, TurnChanges.Refused),
        Count(turns, TurnChanges.Answered),
        turns.Sum(t => t.Then.Statements),
        turns.Sum(t => t.Then.Unproved),
        turns.Sum(t => t.Then.Contradicted),
        turns.Sum(t => t.Now.Statements),
        turns.Sum(t => t.Now.Unproved),
        turns.Sum(t => t.Now.Contradicted),
        Durations.Of(turns.Select(t => t.Then)).Percentile(0.5),
        Durations.Of(turns.Select(t => t.Now)).Percentile(0.5));

    /// <summary>What names a citation on any server: the file's name and the words, as each server has ids of its own.</summary>
    public static (string FileName, string Quote) Name(EvaluatedCitation citation) => (citation.FileName, Spaces(citation.Quote));

    private static HashSet<(string FileName, string Quote)> Cited(EvaluatedTurn turn) => [.. turn.Citations.Select(Name)];

    private static int Count(IReadOnlyList<ReplayedTurn> turns, string change) => turns.Count(t => t.Changes.Contains(change));

    /// <summary>Without marks: their numbers go with the session.</summary>
    private static string Words(string text) => Spaces(Mark().Replace(text, ""));

    private static string Spaces(string text) => White().Replace(text, " ").Trim();

    [GeneratedRegex(@"\[\d{1,4}\]")]
    private static partial Regex Mark();

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();
}
