using Lectern.Server.Agent.Citations.Binding;
using Lectern.Server.Agent.Citations.Reading;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations;

/// <summary>Proves what a claim says word for word. Thread-safe.</summary>
internal static class Quotation
{
    /// <summary>So long a copy is one, wherever it was cut off.</summary>
    private const int LongCopy = 200;

    /// <summary>Whole statements that the claim repeats.</summary>
    public static ClaimVerdict? Verbatim(Claim claim, ClaimReading reading, PassageText passage)
    {
        foreach (var words in claim.Verbatim)
        {
            if (passage.Normal.Find(words) is not { } span || !passage.Statements.Any(s => Starts(passage, s, span.Start)))
                continue;
            var end = passage.EndMark(span.End);
            var isWhole = passage.Statements
                .Any(s => s.End >= end && passage.Text.AsSpan(end, s.End - end).IndexOfAnyInRange('0', 'z') < 0
                    && s.End - end < 4);
            if ((isWhole || span.End - span.Start >= LongCopy)
                && (BringsItsSubject(claim, words) || !HasOtherSubject(reading, passage, span.Start)))
                return new ClaimVerdict.Proved(span.Start, end);
        }

        return null;
    }

    /// <summary>
    /// Every quotation stands in the passage; the claim's figures and names stand in them or in their statements.
    /// </summary>
    public static ClaimVerdict Prove(Claim claim, ClaimReading reading, PassageText passage)
    {
        int? start = null, end = null;
        foreach (var quote in claim.Quotes)
        {
            if (Find(quote, passage.Normal) is not { } span)
                return ClaimVerdict.Unproved.Instance;
            start = Math.Min(start ?? span.Start, span.Start);
            end = Math.Max(end ?? span.End, span.End);
        }

        var (from, to) = (start!.Value, end!.Value);
        var quoted = new Statement(from, to, Tokens.Of(passage.Text[from..to]));
        if (Stand(reading, [quoted], passage))
            return new ClaimVerdict.Proved(from, to);
        List<Statement> around = [.. passage.Statements.Where(s => s.End > from && s.Start < to)];
        return around.Count > 0 && Stand(reading, around, passage)
            ? new ClaimVerdict.Proved(Math.Min(from, around[0].Start), Math.Max(to, around[^1].End))
            : ClaimVerdict.Unproved.Instance;
    }

    private static bool Stand(ClaimReading reading, List<Statement> statements, PassageText passage)
    {
        List<Support> supports = [.. statements.Select(s => new Support(reading, s, passage))];
        return reading.Text.Figures
            .All(f => statements
                .Any(s => s.Reading.Figures.Any(g => f.HasValueOf(g) && (f.Unit is null || g.Unit is null || f.Unit == g.Unit))))
            && reading.Names.All(n => supports.Any(s => NameBinding.Stands(s, n)));
    }

    private static bool Starts(PassageText passage, Statement statement, int at) =>
        at >= statement.Start && at < statement.End
            && !WordSigns.AreIn(passage.Text.AsSpan(statement.Start, at - statement.Start));

    /// <summary>Whether the words reach back before the claim's, to a sentence that says itself what it speaks of.</summary>
    private static bool BringsItsSubject(Claim claim, string words) =>
        words.Length > NormalText.Words(claim.Text).Length && !Pronouns.BeginsAlone(Tokens.Of(words));

    /// <summary>"It costs 740" is the Borea's sentence when the answer speaks of the Calima.</summary>
    private static bool HasOtherSubject(ClaimReading reading, PassageText passage, int at) =>
        reading.About.Count > 0 && Pronouns.BeginsAlone(reading.Text.Tokens)
        && passage.Statements.FirstOrDefault(s => s.End > at) is { } statement
        && !NameBinding.Holds(new Support(reading, statement, passage));

    /// <summary>The parts of a quotation that leaves something out, in order.</summary>
    private static (int Start, int End)? Find(IReadOnlyList<string> parts, NormalText text)
    {
        if (text.Find(parts[0]) is not { } span)
            return null;
        foreach (var part in parts.Skip(1))
        {
            if (text.Find(part, span.End) is not { } next)
                return null;
            span.End = next.End;
        }

        return span;
    }
}
