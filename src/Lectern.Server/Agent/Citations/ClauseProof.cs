using Lectern.Server.Agent.Citations.Binding;
using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Citations;

/// <summary>Proves a claim of several clauses by several statements in a row, each clause by one of them. Thread-safe.</summary>
internal static class ClauseProof
{
    private const int MaxStatements = 3;

    private const int MaxClauses = 8;

    /// <summary>The least share of a clause's words that its statement holds: a clause has few.</summary>
    private const double LeastShare = 0.6;

    /// <summary>A clause is worth a proof of its own from so many words on.</summary>
    private const int MinWords = 2;

    public static ClaimVerdict? Prove(
        Claim claim, ClaimReading reading, PassageText passage, Func<string, bool> isCommon, double threshold)
    {
        var clauses = Clauses(claim.Text, reading.Text);
        if (clauses.Count is < 2 or > MaxClauses || passage.Statements.Count < 2)
            return null;
        var found = new List<(Statement Statement, string Clause)>();
        foreach (var clause in clauses)
        {
            var supports = Supports(Read(claim, clause, isCommon), passage).Where(HasSubject);
            if (ClaimProof.Best(supports, Math.Max(threshold, LeastShare)) is not { } best)
                return null;
            found.Add((best, clause));
        }

        // What one statement proves of the claim has to hold together.
        var statements = found.Select(f => f.Statement).Distinct().OrderBy(s => s.Start).ToList();
        var between = passage.Statements.Count(s => s.Start >= statements[0].Start && s.End <= statements[^1].End);
        var holds = statements.Count is 2 or 3 && between <= MaxStatements && statements.TrueForAll(s =>
            Bindings.Hold(
                new Support(
                    Read(claim, string.Join(" and ", found.Where(f => f.Statement == s).Select(f => f.Clause)), isCommon), s,
                    passage)));
        return holds ? new ClaimVerdict.Proved(statements[0].Start, statements[^1].End) : null;
    }

    private static IEnumerable<Support> Supports(ClaimReading clause, PassageText passage) =>
        passage.Bindable.Select(s => new Support(clause, s, passage));

    /// <summary>Whether the statement is about what the clause is about.</summary>
    private static bool HasSubject(Support support) =>
        support.Claim.Subject
            .Any(w => support.Statement.Subject.Any(s => s.Stem == w.Stem || ClaimWords.AreForms(s.Stem, w.Stem)));

    /// <summary>A clause without a subject of its own has the claim's.</summary>
    private static ClaimReading Read(Claim claim, string clause, Func<string, bool> isCommon) => new(
        clause, claim.Text.StartsWith(clause, StringComparison.Ordinal) ? claim.About : claim.Text, isCommon, claim.Head);

    /// <summary>The comma in "The Arno weighs 31 kg, the Brenta 44 kg".</summary>
    private static bool IsOfNext(TextReading reading, int at) =>
        reading.Tokens[at].Is(',') && reading.SubjectGroups.Any(g => at > 0 && g.Own.Contains(at) && !g.Own.Contains(at - 1));

    private static List<string> Clauses(string text, TextReading reading)
    {
        var clauses = new List<string>();
        var start = 0;
        var words = 0;
        for (var i = 0; i < reading.Tokens.Count; i++)
        {
            words += reading.IsContent(i) || reading.IsPartOfFigure(i) ? 1 : 0;
            if (words < MinWords || (Reading.Clauses.Strength(reading.Tokens, i) < 6 && !IsOfNext(reading, i)))
                continue;
            clauses.Add(text[start..reading.Tokens[i].Start]);
            start = reading.Tokens[i].End;
            words = 0;
        }

        if (words >= MinWords)
            clauses.Add(text[start..]);
        else if (clauses.Count > 0)
            clauses[^1] += text[(start - (start > 0 ? 1 : 0))..];
        return clauses;
    }
}
