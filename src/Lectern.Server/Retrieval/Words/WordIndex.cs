using System.Buffers;
using System.Numerics.Tensors;
using Lectern.Server.Text;

namespace Lectern.Server.Retrieval.Words;

/// <summary>
/// The inverted index of a catalog's chunks, scored by BM25 (k1 = 1.2, b = 0.75; Robertson and Zaragoza, "The Probabilistic
/// Relevance Framework", 2009). A score is the BM25 sum divided by the most that the query's terms could reach, Σ 2.2 ×
/// max(ln((N − n + 0.5) / (n + 0.5)), 1e-6) for n of N chunks with the term; so it lies between 0 and 1 and can be compared
/// between queries.
/// </summary>
/// <param name="terms">Hashes, ascending.</param>
/// <param name="starts">Where each term's postings begin; one more for the end.</param>
/// <param name="postings">
/// A chunk's ordinal in the upper 24 bits, how often the term stands there in the lower 8; ascending within a term.
/// </param>
/// <param name="lengths">Terms of each chunk.</param>
/// <param name="aroundLengths">Terms of each chunk's surroundings.</param>
internal readonly ref struct WordIndex(
    ReadOnlySpan<ulong> terms, ReadOnlySpan<int> starts, ReadOnlySpan<uint> postings, ReadOnlySpan<int> files,
    ReadOnlySpan<int> lengths, ReadOnlySpan<int> aroundLengths)
{
    private const float K1 = 1.2f;
    private const float B = 0.75f;
    private const double MinInverseFrequency = 1e-6;

    private readonly ReadOnlySpan<ulong> terms = terms;
    private readonly ReadOnlySpan<int> starts = starts;
    private readonly ReadOnlySpan<uint> postings = postings;
    private readonly ReadOnlySpan<int> files = files;
    private readonly ReadOnlySpan<int> lengths = lengths;
    private readonly ReadOnlySpan<int> aroundLengths = aroundLengths;

    /// <summary>Every chunk's score, 0 to 1; 0 for one that has none of the terms itself.</summary>
    public float[] Scores(IReadOnlyList<QueryTerm> query)
    {
        var own = new float[lengths.Length];
        if (query.Count == 0 || lengths.Length == 0)
            return own;
        var around = ArrayPool<float>.Shared.Rent(lengths.Length);
        Array.Clear(around);
        var bound = 0.0;
        foreach (var term in query)
        {
            var chunks = Postings(term);
            var inverse = Math.Max(Math.Log((lengths.Length - chunks.Length + 0.5) / (chunks.Length + 0.5)), MinInverseFrequency);
            bound += (K1 + 1) * inverse;
            Add(chunks, (float)inverse, own);
            AddAround(chunks, (float)inverse, around);
        }

        for (var i = 0; i < own.Length; i++)
        {
            if (own[i] > 0)
                own[i] = (float)Math.Min(1, (((1 - Surroundings.Share) * own[i]) + (Surroundings.Share * around[i])) / bound);
        }

        ArrayPool<float>.Shared.Return(around);
        return own;
    }

    /// <summary>How many of the terms stand in any chunk.</summary>
    public int CountKnown(IReadOnlyList<QueryTerm> query)
    {
        var known = 0;
        foreach (var term in query)
            known += HasAny(term) ? 1 : 0;
        return known;
    }

    /// <summary>The chunks that have all of the terms themselves, ascending.</summary>
    public IReadOnlyList<int> WithAll(IReadOnlyList<QueryTerm> query)
    {
        List<int>? all = null;
        foreach (var term in query)
        {
            var next = new List<int>();
            var at = 0;
            foreach (var posting in Postings(term))
            {
                var ordinal = (int)(posting >> 8);
                while (all is not null && at < all.Count && all[at] < ordinal)
                    at++;
                if (all is null || (at < all.Count && all[at] == ordinal))
                    next.Add(ordinal);
            }

            all = next;
        }

        return all ?? [];
    }

    /// <summary>The languages of the chunks, but for English and those that their script tells.</summary>
    public IReadOnlyList<Language> Languages()
    {
        var found = new List<Language>();
        foreach (var language in Text.Languages.All)
        {
            if (Postings(TermCounts.Hash(language.Mark)).Length > 0)
                found.Add(language);
        }

        return found;
    }

    private bool HasAny(QueryTerm term)
    {
        foreach (var form in term.Forms)
        {
            if (!Postings(TermCounts.Hash(form)).IsEmpty)
                return true;
        }

        return false;
    }

    /// <summary>The postings of all forms as those of one term.</summary>
    private ReadOnlySpan<uint> Postings(QueryTerm term)
    {
        ReadOnlySpan<uint> all = [];
        foreach (var form in term.Forms)
            all = Merged(all, Postings(TermCounts.Hash(form)));
        return all;
    }

    private static ReadOnlySpan<uint> Merged(ReadOnlySpan<uint> one, ReadOnlySpan<uint> other)
    {
        if (one.IsEmpty || other.IsEmpty)
            return one.IsEmpty ? other : one;
        var merged = new uint[one.Length + other.Length];
        int count = 0, i = 0, j = 0;
        while (i < one.Length || j < other.Length)
        {
            if (j == other.Length || (i < one.Length && one[i] >> 8 < other[j] >> 8))
                merged[count++] = one[i++];
            else if (i == one.Length || other[j] >> 8 < one[i] >> 8)
                merged[count++] = other[j++];
            else
                merged[count++] = one[i] - (one[i] & 0xFF) + Math.Min(byte.MaxValue, (one[i++] & 0xFF) + (other[j++] & 0xFF));
        }

        return merged.AsSpan(0, count);
    }

    private ReadOnlySpan<uint> Postings(ulong term) =>
        terms.BinarySearch(term) is >= 0 and var i ? postings[starts[i]..starts[i + 1]] : [];

    private void Add(ReadOnlySpan<uint> chunks, float inverse, Span<float> scores)
    {
        var average = (float)TensorPrimitives.Sum(lengths) / lengths.Length;
        foreach (var chunk in chunks)
        {
            var ordinal = (int)(chunk >> 8);
            scores[ordinal] += inverse * Weight(chunk & 0xFF, lengths[ordinal] / average);
        }
    }

    /// <summary>As if a chunk and what is around it were one.</summary>
    private void AddAround(ReadOnlySpan<uint> chunks, float inverse, Span<float> scores)
    {
        var average = (float)TensorPrimitives.Sum(aroundLengths) / aroundLengths.Length;
        for (int next = 0, from = 0; next < chunks.Length; next++)
        {
            var (first, last) = Surroundings.Of(files, (int)(chunks[next] >> 8));
            for (var ordinal = Math.Max(first, from); ordinal <= last; ordinal++)
            {
                // The postings are in order: those around this chunk begin at or after the present one.
                var (_, end) = Surroundings.Of(files, ordinal);
                var times = 0u;
                for (var i = next; i < chunks.Length && (int)(chunks[i] >> 8) <= end; i++)
                    times += chunks[i] & 0xFF;
                scores[ordinal] += inverse * Weight(times, aroundLengths[ordinal] / average);
            }

            from = Math.Max(from, last + 1);
        }
    }

    private static float Weight(uint times, float length) => times * (K1 + 1) / (times + (K1 * (1 - B + (B * length))));
}
