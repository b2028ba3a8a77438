using System.Numerics.Tensors;

namespace Lectern.Server.Retrieval;

/// <summary>
/// Chooses the answer from the ordered candidates: what says the same as a better one is left out, and one file takes at most
/// half of the places as long as others match.
/// </summary>
internal static class Selection
{
    /// <summary>A candidate of another file matches when its score is at least this share of the best.</summary>
    private const double MatchShare = 0.5;

    /// <summary>Vectors of chunks that may say the same.</summary>
    private const float SameVector = 0.95f;

    /// <summary>The share of their terms that chunks have in common which say the same.</summary>
    private const double SameTerms = 0.9;

    public static IReadOnlyList<Passage> Choose(IIndexSnapshot snapshot, Candidates candidates, RetrievalQuery query)
    {
        var chosen = new List<Chosen>();
        foreach (var candidate in Ordered(candidates.All, query))
        {
            if (chosen.Count == query.TopK)
                break;
            var passage = snapshot.Passage(candidate.Ordinal, candidate.Score) with { RerankScore = candidate.RerankScore };
            var next = new Chosen(candidate, passage);
            if (!chosen.Exists(next.SaysTheSameAs))
                chosen.Add(next);
        }

        return [.. chosen.Select(c => c.Passage)];
    }

    /// <summary>
    /// The candidates above the threshold, those that would fill the answer with one file moved behind the others.
    /// </summary>
    private static IEnumerable<Candidate> Ordered(IReadOnlyList<Candidate> candidates, RetrievalQuery query)
    {
        var matching = candidates.Where(c => c.Score >= (query.ScoreThreshold ?? double.NegativeInfinity)).ToList();
        if (matching.Count == 0)
            return matching;
        var least = matching[0].Rank * MatchShare;
        var limit = Math.Max(1, (query.TopK + 1) / 2);
        var taken = new Dictionary<int, int>();
        var ordered = matching.ToLookup(c =>
        {
            taken[c.File] = taken.GetValueOrDefault(c.File) + 1;
            return c.Rank < least ? 2 : taken[c.File] > limit ? 1 : 0;
        });
        return ordered[0].Concat(ordered[1]).Concat(ordered[2]);
    }

    private sealed class Chosen(Candidate candidate, Passage passage)
    {
        private HashSet<string>? terms;

        public Passage Passage { get; } = passage;

        private HashSet<string> Terms => terms ??= [.. Text.Terms.Words(Passage.Content)];

        /// <summary>Nearly the same words, and the same numbers: a list of prices is not a copy of last year's.</summary>
        public bool SaysTheSameAs(Chosen other)
        {
            var known = candidate.Vector.Length > 0 && candidate.Vector.Length == other.Vector.Length;
            if (known && TensorPrimitives.Dot<float>(candidate.Vector, other.Vector) < SameVector)
                return false;
            if (!known && Passage.Content.Length != other.Passage.Content.Length)
                return false;
            var common = Terms.Count(other.Terms.Contains);
            return common >= SameTerms * (Terms.Count + other.Terms.Count - common)
                && Numbers(Terms).SetEquals(Numbers(other.Terms));
        }

        private float[] Vector => candidate.Vector;

        private static HashSet<string> Numbers(HashSet<string> terms) => [.. terms.Where(t => t.Any(char.IsDigit))];
    }
}
