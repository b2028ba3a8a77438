namespace Lectern.Server.Retrieval;

/// <summary>
/// Passages that are found by words before their vectors are made, beside others that have theirs. A missing cosine is no
/// judgement, so the words alone tell where such a passage stands: it has the score of the embedded one whose place by score is
/// that which its words would give it among the embedded ones. Between two places the score is interpolated; above the first it
/// is as much better as its words are.
/// </summary>
internal static class Unembedded
{
    /// <param name="score">Of a candidate with a vector.</param>
    /// <param name="set">Sets it for one without.</param>
    public static void Place(IReadOnlyList<Candidate> candidates, Func<Candidate, double> score, Action<Candidate, double> set)
    {
        var known = candidates.Where(c => c.Vector.Length > 0).ToList();
        if (known.Count == 0 || known.Count == candidates.Count)
            return;
        var words = known.Select(c => c.Words).OrderDescending().ToArray();
        var scores = known.Select(score).OrderDescending().ToArray();
        foreach (var candidate in candidates.Where(c => c.Vector.Length == 0))
            set(candidate, At(candidate.Words, words, scores));
    }

    /// <param name="words">Best first, as <paramref name="scores"/>.</param>
    private static double At(double word, double[] words, double[] scores)
    {
        var better = Better(word, words);
        if (better == 0)
            return Math.Min(1, scores[0] + word - words[0]);
        if (better == words.Length)
            return scores[^1] * word / words[^1];
        var share = (word - words[better]) / (words[better - 1] - words[better]);
        return scores[better] + (share * (scores[better - 1] - scores[better]));
    }

    /// <summary>How many of some in descending order are above one.</summary>
    private static int Better(double word, double[] words)
    {
        var (low, high) = (0, words.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (words[middle] > word)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
