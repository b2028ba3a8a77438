using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Platform.Diagnostics;
using Lectern.Server.Retrieval.Vectors;
using Lectern.Server.Text;

namespace Lectern.Server.Retrieval;

/// <summary>The union of what the arms offer for a query.</summary>
/// <param name="all">What is offered.</param>
/// <param name="sections">Ordinals among them where a section begins that the query asks for.</param>
internal sealed class Candidates(List<Candidate> all, IReadOnlyCollection<int> sections)
{
    /// <summary>Equal scores go by file and place, so that it does not matter how the index is cut.</summary>
    private static readonly Comparer<(float Score, ulong Key, int Ordinal)> WorstFirst = Comparer<(
        float Score, ulong Key, int Ordinal)>.Create((a, b) =>
            a.Score.CompareTo(b.Score) is not 0 and var score ? score
            : b.Key.CompareTo(a.Key) is not 0 and var key ? key
            : b.Ordinal.CompareTo(a.Ordinal));

    /// <summary>Best first, once scored.</summary>
    public List<Candidate> All { get; } = all;

    /// <param name="departed">Files that are kept out, by their <c>dfl-</c> ids.</param>
    public static Candidates Find(
        IIndexSnapshot snapshot, RetrievalQuery query, IReadOnlyCollection<string> departed, IReadOnlyList<QueryTerm> terms,
        float[]? vector)
    {
        var catalog = snapshot.Catalog;
        var allowed = snapshot.Allowed(query.Filter, departed);
        var count = Math.Max(query.Candidates, query.TopK);
        float[] words;
        SortedSet<int> found;
        IReadOnlyCollection<int> sections;
        using (Spans.Begin(Spans.SearchWords))
        {
            words = catalog.Words.Scores(terms);
            found = new SortedSet<int>(Best(catalog, words, allowed, count));
            sections = query.Rerank ? AskedSections.Find(snapshot, query.Text, terms, words, allowed) : [];
            found.UnionWith(sections);
        }

        if (vector is null)
            return new Candidates([.. found.Select(o => new Candidate(catalog, o) { Words = words[o] }).Order()], sections);

        using var span = Spans.Begin(Spans.SearchVectors);
        var cosines = new float[catalog.Count];
        catalog.Scan(vector, cosines);
        found.UnionWith(Best(catalog, cosines, allowed, count));
        var vectors = snapshot.Vectors([.. found]);
        var candidates = found.Zip(vectors, (ordinal, stored) => new Candidate(catalog, ordinal)
        {
            Words = words[ordinal],
            Vector = stored,
            Around = stored.Length == 0 ? [] : Around(catalog, ordinal),
        }).Order().ToList();
        foreach (var candidate in candidates)
            candidate.Cosine = candidate.CosineTo(vector);
        return new Candidates(candidates, sections);
    }

    public void Score(double vectorWeight, double wordWeight)
    {
        foreach (var candidate in All)
            candidate.Score = ((vectorWeight * candidate.Cosine) + (wordWeight * candidate.Words)) / (vectorWeight + wordWeight);
        Unembedded.Place(All, c => c.Score, (c, score) => c.Score = score);
        Sort();
    }

    /// <summary>Puts the sections that are asked for before everything else, in their order.</summary>
    public void PutSectionsFirst()
    {
        if (sections.Count == 0)
            return;
        var best = All[0].Rank;
        foreach (var candidate in All)
            candidate.RerankScore = sections.Contains(candidate.Ordinal) ? best + ((1 - best) * candidate.Rank) : candidate.Rank;
        Sort();
    }

    public void Sort() =>
        All.Sort((a, b) => b.Rank.CompareTo(a.Rank) is not 0 and var order ? order : a.CompareTo(b));

    private static float[] Around(IndexCatalog catalog, int ordinal)
    {
        var around = catalog.Around(ordinal);
        EmbeddingModel.Normalize(around);
        return around;
    }

    /// <summary>The ordinals of the best scores above 0.</summary>
    private static IEnumerable<int> Best(IndexCatalog catalog, float[] scores, bool[]? allowed, int count)
    {
        var best = new PriorityQueue<int, (float Score, ulong Key, int Ordinal)>(count + 1, WorstFirst);
        var least = (Score: 0f, Key: 0ul, Ordinal: 0);
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] <= 0 || (best.Count == count && scores[i] < least.Score) || allowed?[i] == false)
                continue;
            var place = (scores[i], catalog.Key(i), i);
            if (best.Count < count)
                best.Enqueue(i, place);
            else if (WorstFirst.Compare(place, least) > 0)
                best.DequeueEnqueue(i, place);
            best.TryPeek(out _, out least);
        }

        return best.UnorderedItems.Select(i => i.Element);
    }
}
