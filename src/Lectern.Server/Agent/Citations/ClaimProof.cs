namespace Lectern.Server.Agent.Citations;

/// <summary>
/// Finds what supports a claim in a passage. Words in quotation marks must stand there; otherwise the one to three sentences that
/// share most with the claim: its figures and names must be among theirs, both must deny or neither, and the shared part must be
/// large enough. Thread-safe.
/// </summary>
internal static class ClaimProof
{
    /// <summary>
    /// The least share of a claim's content words that its sentences hold. Chosen on half of the set in
    /// <c>bench/Lectern.Benchmarks/Claims</c>; see <c>bench/results/claims.md</c>.
    /// </summary>
    public const double Threshold = 0.45;

    private const int MaxSentences = 3;

    /// <summary>What a further sentence must add to be worth quoting.</summary>
    private const double SentenceCost = 0.04;

    /// <summary>What a figure counts beside a word: the same number can stand for something else.</summary>
    private const double FigureWeight = 0.5;

    /// <returns>UTF-16 offsets in the passage's text; null when nothing supports the claim.</returns>
    public static (int Start, int End)? Find(Claim claim, PassageText passage, Func<string, bool> isCommon, double threshold = Threshold)
    {
        var figures = Figure.Of(claim.Text);
        var content = ClaimWords.Content(claim.Text);
        if (content.Count + figures.Count == 0)
            return null;
        foreach (var verbatim in claim.Verbatim)
        {
            if (passage.Normal.Find(verbatim) is { } span)
                return (span.Start, passage.EndMark(span.End));
        }

        var names = Names.Of(claim.Text, isCommon);
        if (claim.Quotes.Count > 0)
            return Quoted(claim, passage, names, figures);
        var best = Windows(passage).Where(w => w.Supports(names, figures))
            .Select(w => (Window: w, Share: w.Share(content, figures.Count)))
            .Where(w => w.Share >= threshold && w.Window.MainDenies(content) == ClaimWords.IsNegated(claim.Text))
            .OrderByDescending(w => w.Share - (SentenceCost * w.Window.Sentences.Count))
            .FirstOrDefault();
        return best.Window is { } window ? (window.Sentences[0].Start, window.Sentences[^1].End) : null;
    }

    /// <summary>Every quotation stands in the passage; the claim's figures and names stand in them or in their sentences.</summary>
    private static (int Start, int End)? Quoted(Claim claim, PassageText passage, IReadOnlyList<string> names, IReadOnlyList<Figure> figures)
    {
        int? start = null, end = null;
        foreach (var quote in claim.Quotes)
        {
            if (FindParts(quote, passage.Normal) is not { } span)
                return null;
            start = Math.Min(start ?? span.Start, span.Start);
            end = Math.Max(end ?? span.End, span.End);
        }

        var quoted = (start!.Value, end!.Value);
        if (new Window([new PassageSentence(quoted.Item1, quoted.Item2, passage.Text[quoted.Item1..quoted.Item2])]).Supports(names, figures))
            return quoted;
        return Windows(passage)
            .Where(w => w.Sentences[0].Start <= quoted.Item1 && w.Sentences[^1].End >= quoted.Item2 && w.Supports(names, figures))
            .Select(w => ((int, int)?)(w.Sentences[0].Start, w.Sentences[^1].End)).FirstOrDefault();
    }

    /// <summary>The parts of a quotation that leaves something out, in order.</summary>
    private static (int Start, int End)? FindParts(IReadOnlyList<string> parts, NormalText text)
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

    /// <summary>Runs of sentences, shorter ones first.</summary>
    private static IEnumerable<Window> Windows(PassageText passage)
    {
        for (var length = 1; length <= MaxSentences; length++)
        {
            for (var i = 0; i + length <= passage.Sentences.Count; i++)
                yield return new Window([.. passage.Sentences.Skip(i).Take(length)]);
        }
    }

    private sealed record Window(IReadOnlyList<PassageSentence> Sentences)
    {
        public bool Supports(IReadOnlyList<string> names, IReadOnlyList<Figure> figures) =>
            figures.All(f => Sentences.Any(s => s.Figures.Any(f.Says)))
            && names.All(n => Sentences.Any(s => ClaimWords.IsNamed(n, s.Words)));

        /// <param name="figures">Which all stand here.</param>
        public double Share(IReadOnlyList<string> content, int figures) =>
            (content.Count(c => Sentences.Any(s => ClaimWords.IsAmong(c, s.Terms))) + (FigureWeight * figures))
            / (content.Count + (FigureWeight * figures));

        /// <summary>Whether the sentence that shares most with the claim denies something.</summary>
        public bool MainDenies(IReadOnlyList<string> content) =>
            Sentences.MaxBy(s => content.Count(c => ClaimWords.IsAmong(c, s.Terms)))!.IsNegated;
    }
}
