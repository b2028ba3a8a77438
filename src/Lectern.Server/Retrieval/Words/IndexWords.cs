using System.Buffers;
using Lectern.Server.Retrieval.Vectors;
using Lectern.Server.Text;

namespace Lectern.Server.Retrieval.Words;

/// <summary>
/// The words of an index's chunks, scored by BM25 (k1 = 1.2, b = 0.75; Robertson and Zaragoza, "The Probabilistic Relevance
/// Framework", 2009). A score is the BM25 sum divided by the most that the query's terms could reach, Σ 2.2 × max(ln((N − n +
/// 0.5) / (n + 0.5)), 1e-6) for n of N chunks with the term; so it lies between 0 and 1 and can be compared between queries. N, n
/// and the averages are those of the whole index, so a score does not depend on how it is cut into segments.
/// </summary>
internal readonly struct IndexWords(IndexCatalog catalog)
{
    private const double MinInverseFrequency = 1e-6;

    /// <summary>Every chunk's score, 0 to 1; 0 for one that has none of the terms itself.</summary>
    public float[] Scores(IReadOnlyList<QueryTerm> query)
    {
        var own = new float[catalog.Count];
        if (query.Count == 0 || catalog.Live == 0)
            return own;
        var around = ArrayPool<float>.Shared.Rent(own.Length);
        Array.Clear(around);
        var bound = 0.0;
        foreach (var term in query)
            bound += (WordIndex.K1 + 1) * Add(term, own, around);
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
        var segments = catalog.Segments;
        return query.Count(term => segments.Any(s => s.Catalog.Words.HasAny(term, s.Removed)));
    }

    /// <summary>The ordinals of the chunks that have all of the terms themselves, ascending.</summary>
    public IReadOnlyList<int> WithAll(IReadOnlyList<QueryTerm> query) =>
        [.. catalog.Segments.SelectMany(s => s.Catalog.Words.WithAll(query, s.Removed).Select(ordinal => s.First + ordinal))];

    /// <summary>The languages of the chunks, but for English and those that their script tells.</summary>
    public IReadOnlyList<Language> Languages()
    {
        var segments = catalog.Segments;
        return [.. Text.Languages.All.Where(
            language => segments.Any(s => s.Catalog.Words.HasAny(TermCounts.Hash(language.Mark), s.Removed)))];
    }

    /// <returns>The term's inverse frequency.</returns>
    private double Add(QueryTerm term, float[] own, float[] around)
    {
        var segments = catalog.Segments;
        var made = new uint[]?[segments.Count];
        var found = 0;
        for (var i = 0; i < made.Length; i++)
            found += segments[i].Catalog.Words.Postings(term, segments[i].Removed, ref made[i]).Length;
        var inverse = Math.Max(Math.Log((catalog.Live - found + 0.5) / (found + 0.5)), MinInverseFrequency);
        for (var i = 0; i < made.Length; i++)
        {
            var segment = segments[i];
            var words = segment.Catalog.Words;
            var chunks = words.Postings(term, segment.Removed, ref made[i]);
            words.Add(chunks, (float)inverse, catalog.AverageLength, own.AsSpan(segment.First, segment.Catalog.Count));
            words.AddAround(
                chunks, (float)inverse, catalog.AverageAroundLength, around.AsSpan(segment.First, segment.Catalog.Count));
        }

        return inverse;
    }
}
