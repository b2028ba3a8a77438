using Lectern.Server.Agent.Citations.Binding;
using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Versions;

/// <summary>Whether two statements are versions of one: the same of the same thing, but for a figure. Thread-safe.</summary>
internal static class VersionPair
{
    /// <summary>Of the words that both have, as many as one may have alone.</summary>
    private const int CommonForOther = 3;

    /// <summary>What a measure is of, where only one of two says it: "the warranty period is", "the warranty is".</summary>
    private static readonly HashSet<string> Measured =
        WordList.Set("period time duration term length days months weeks years frist dauer zeit laufzeit zeitraum");

    public static bool Are(DatedStatement one, DatedStatement other, ClaimReading question)
    {
        if (!IsNewer(one, other) && !IsNewer(other, one))
            return false;
        var (older, newer) = IsNewer(one, other) ? (other, one) : (one, other);
        var isChanged = newer.Passage.Subject.IsAmendment;
        if (!AreOfOneDocument(older, newer, isChanged))
            return false;
        return (isChanged || newer.SaysChange) && Replaces(newer, older)
            ? (isChanged && newer.SaysChange) || AreOfOneThing(older, newer, isChanged)
            : Differ(older, newer, question, isChanged) && AreOfOneThing(older, newer, isChanged);
    }

    /// <summary>By their dates; where these do not tell, by what says that it changes the other, or by their numbers.</summary>
    public static bool IsNewer(DatedStatement one, DatedStatement other)
    {
        if (one.Date is { } date && other.Date is { } otherDate)
        {
            if (date.IsAfter(otherDate))
                return true;
            if (otherDate.IsAfter(date))
                return false;
        }

        return one.Passage.Subject.IsAmendment != other.Passage.Subject.IsAmendment ? one.Passage.Subject.IsAmendment
            : one.Passage.Subject.Number > other.Passage.Subject.Number;
    }

    private static bool AreOfOneDocument(DatedStatement older, DatedStatement newer, bool isChanged)
    {
        var (one, other) = (older.Passage.Subject, newer.Passage.Subject);
        var (hasOwn, otherHasOwn) = (one.HasOwn(other), other.HasOwn(one));
        return isChanged ? !(hasOwn && otherHasOwn)
            : !hasOwn && !otherHasOwn && !one.IsOfPeriod && !other.IsOfPeriod && !older.IsPast && !newer.IsPast;
    }

    /// <summary>"The 180 days are replaced by 270 days": both figures, and the older one is the other document's.</summary>
    private static bool Replaces(DatedStatement newer, DatedStatement older) => older.Measures.Any(m =>
        newer.Measures.Where(n => n.Kind == m.Kind).ToList() is [_, _] both
        && both.Exists(n => n.Figure.HasValueOf(m.Figure)) && both.Exists(n => n.DiffersFrom(m)));

    private static bool Differ(DatedStatement older, DatedStatement newer, ClaimReading question, bool isChanged)
    {
        var kinds = older.Measures.Where(o => newer.Measures.Any(n => n.Kind == o.Kind)).ToList();
        var asked = kinds.Where(k => k.Head.Any(h => question.Text.Find(h).Count > 0)).ToList();

        // Of a row with several columns it must be the one that is asked for.
        if (asked.Count == 0 && kinds.Count(k => k.Head.Count > 0) > 1)
            return false;
        return (asked.Count > 0 ? asked : kinds).Exists(k =>
            older.Measures.Count(m => m.Kind == k.Kind) == 1
            && newer.Measures.Where(m => m.Kind == k.Kind).ToList() is [var only]
            && k.DiffersFrom(only) && (isChanged || k.Figure.Bound == only.Figure.Bound));
    }

    private static bool AreOfOneThing(DatedStatement older, DatedStatement newer, bool isChanged)
    {
        var (alone, otherAlone) = (Alone(older, newer), Alone(newer, older));
        var common = older.Content.Count - alone.Count;
        if (common == 0 || alone.Exists(older.IsName) || HasOtherSense(older, newer))
            return false;
        if (isChanged)
        {
            return alone.Count <= Math.Max(common > 1 ? 1 : 0, common / CommonForOther)
                && otherAlone.Count(t => !DocumentWords.IsDocument(t.Word) && !DocumentWords.IsChange(t.Word)) <= common;
        }

        return alone.Count + otherAlone.Count <= common / CommonForOther && !otherAlone.Exists(newer.IsName)
            && HaveSame(older.Others, newer.Others) && HaveSame(newer.Others, older.Others);
    }

    private static List<Token> Alone(DatedStatement one, DatedStatement other) =>
        [.. one.Content.Where(t => !Measured.Contains(t.Word) && !other.Holds(t)
            && !(one.Statement.IsShort && other.Passage.Subject.Holds(t)))];

    /// <summary>One denies, or speaks of all or some, and the other does not.</summary>
    private static bool HasOtherSense(DatedStatement older, DatedStatement newer) =>
        older.Statement.Reading.Denials.Count != newer.Statement.Reading.Denials.Count
        || !older.Statement.Reading.Quantifiers.Select(q => q.Quantity).ToHashSet()
            .SetEquals(newer.Statement.Reading.Quantifiers.Select(q => q.Quantity));

    private static bool HaveSame(IEnumerable<Figure> one, IEnumerable<Figure> other)
    {
        var others = other.ToList();
        return one.All(f => others.Exists(o => f.HasValueOf(o) || o.HasValueOf(f)));
    }
}
