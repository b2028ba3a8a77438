using System.Runtime.InteropServices;
using Lectern.Server.Text;

namespace Lectern.Server.Retrieval.Words;

/// <summary>
/// The inverted index of a segment's chunks, weighed by BM25 (<see cref="IndexWords"/> sums it up).
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
    /// <summary>How soon a term that stands there again counts no more.</summary>
    public const float K1 = 1.2f;
    private const float B = 0.75f;

    private readonly ReadOnlySpan<ulong> terms = terms;
    private readonly ReadOnlySpan<int> starts = starts;
    private readonly ReadOnlySpan<uint> postings = postings;
    private readonly ReadOnlySpan<int> files = files;
    private readonly ReadOnlySpan<int> lengths = lengths;
    private readonly ReadOnlySpan<int> aroundLengths = aroundLengths;

    /// <summary>Whether a chunk has a form of the term.</summary>
    /// <param name="removed">The chunks that are no more; null when there are none.</param>
    public bool HasAny(QueryTerm term, bool[]? removed)
    {
        foreach (var form in term.Forms)
        {
            if (HasAny(TermCounts.Hash(form), removed))
                return true;
        }

        return false;
    }

    public bool HasAny(ulong term, bool[]? removed)
    {
        var chunks = Postings(term);
        if (removed is null)
            return !chunks.IsEmpty;
        foreach (var chunk in chunks)
        {
            if (!removed[chunk >> 8])
                return true;
        }

        return false;
    }

    /// <summary>The postings of all forms as those of one term, of the chunks that are there.</summary>
    /// <param name="made">Set where they had to be put together; taken from there the next time.</param>
    public ReadOnlySpan<uint> Postings(QueryTerm term, bool[]? removed, ref uint[]? made)
    {
        if (made is not null)
            return made;
        var single = term.Forms.Count == 1;
        var all = single ? Postings(TermCounts.Hash(term.Forms[0])) : Merged(term);
        if (single && removed is null)
            return all;
        var left = new uint[all.Length];
        var count = 0;
        foreach (var chunk in all)
        {
            if (removed?[chunk >> 8] != true)
                left[count++] = chunk;
        }

        return made = count == left.Length ? left : left[..count];
    }

    /// <summary>The chunks that are there and have all of the terms themselves, ascending.</summary>
    public List<int> WithAll(IReadOnlyList<QueryTerm> query, bool[]? removed)
    {
        var all = new List<int>();
        if (query.Count == 0)
            return all;
        var byRarity = new (int Count, QueryTerm Term)[query.Count];
        for (var i = 0; i < byRarity.Length; i++)
            byRarity[i] = (Frequency(query[i]), query[i]);
        Array.Sort(byRarity, (a, b) => a.Count.CompareTo(b.Count));
        if (byRarity[0].Count == 0)
            return all;
        uint[]? made = null;
        foreach (var posting in Postings(byRarity[0].Term, removed, ref made))
            all.Add((int)(posting >> 8));
        for (var i = 1; i < byRarity.Length && all.Count > 0; i++)
            KeepHolding(all, byRarity[i].Term);
        return all;
    }

    /// <summary>How many postings a term has, those of all its forms together.</summary>
    private int Frequency(QueryTerm term)
    {
        var count = 0;
        foreach (var form in term.Forms)
            count += Postings(TermCounts.Hash(form)).Length;
        return count;
    }

    /// <summary>Looks the chunks up in a term's postings: no more work than there are chunks left.</summary>
    private void KeepHolding(List<int> chunks, QueryTerm term)
    {
        var holding = new bool[chunks.Count];
        foreach (var form in term.Forms)
            Mark(holding, CollectionsMarshal.AsSpan(chunks), Postings(TermCounts.Hash(form)));
        var kept = 0;
        for (var i = 0; i < holding.Length; i++)
        {
            if (holding[i])
                chunks[kept++] = chunks[i];
        }

        chunks.RemoveRange(kept, chunks.Count - kept);
    }

    /// <summary>Marks the chunks that are among some postings. Both ascend: each is looked for behind the one before.</summary>
    private static void Mark(bool[] holding, ReadOnlySpan<int> chunks, ReadOnlySpan<uint> postings)
    {
        for (var i = 0; i < chunks.Length; i++)
        {
            // Each posting has its chunk in the upper bits: the first one at or above it is the chunk's, if any is.
            postings = postings[First(postings, (uint)chunks[i] << 8)..];
            if (postings.IsEmpty)
                return;
            holding[i] |= (int)(postings[0] >> 8) == chunks[i];
        }
    }

    /// <summary>Where the first posting stands that is not below one; no more work the nearer it is.</summary>
    private static int First(ReadOnlySpan<uint> postings, uint least)
    {
        var end = 1;
        while (end < postings.Length && postings[end] < least)
            end *= 2;
        var start = end / 2;
        var at = postings[start..Math.Min(end + 1, postings.Length)].BinarySearch(least);
        return start + (at < 0 ? ~at : at);
    }

    private ReadOnlySpan<uint> Merged(QueryTerm term)
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

    /// <param name="average">Terms of a chunk, of the whole index.</param>
    public void Add(ReadOnlySpan<uint> chunks, float inverse, float average, Span<float> scores)
    {
        foreach (var chunk in chunks)
        {
            var ordinal = (int)(chunk >> 8);
            scores[ordinal] += inverse * Weight(chunk & 0xFF, lengths[ordinal] / average);
        }
    }

    /// <summary>As if a chunk and what is around it were one.</summary>
    /// <param name="average">Terms of a chunk with what is around it, of the whole index.</param>
    public void AddAround(ReadOnlySpan<uint> chunks, float inverse, float average, Span<float> scores)
    {
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
