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
    /// <summary>Best first, once scored.</summary>
    public List<Candidate> All { get; } = all;

    /// <param name="departed">Files that are kept out, by their <c>dfl-</c> ids.</param>
    public static Candidates Find(
        IIndexSnapshot snapshot, RetrievalQuery query, IReadOnlyCollection<string> departed, IReadOnlyList<QueryTerm> terms,
        float[]? vector)
    {
        var allowed = snapshot.Allowed(query.Filter, departed);
        var count = Math.Max(query.Candidates, query.TopK);
        float[] words;
        SortedSet<int> found;
        IReadOnlyCollection<int> sections;
        using (Spans.Begin(Spans.SearchWords))
        {
            words = snapshot.Catalog.Words.Scores(terms);
            found = new SortedSet<int>(Best(words, allowed, count));
            sections = query.Rerank ? AskedSections.Find(snapshot, query.Text, terms, words, allowed) : [];
            found.UnionWith(sections);
        }

        if (vector is null)
            return new Candidates([.. found.Select(ordinal => new Candidate(ordinal) { Words = words[ordinal] })], sections);

        using var span = Spans.Begin(Spans.SearchVectors);
        var cosines = new float[snapshot.Catalog.Count];
        snapshot.Catalog.Scan(vector, cosines);
        found.UnionWith(Best(cosines, allowed, count));
        var vectors = snapshot.Vectors([.. found]);
        var candidates = found.Zip(vectors, (ordinal, stored) => new Candidate(ordinal)
        {
            Words = words[ordinal],
            Vector = stored,
            Around = stored.Length == 0 ? [] : Around(snapshot.Catalog, ordinal),
        }).ToList();
        foreach (var candidate in candidates)
            candidate.Cosine = candidate.CosineTo(vector);
        return new Candidates(candidates, sections);
    }

    public void Score(double vectorWeight, double wordWeight)
    {
        foreach (var candidate in All)
            candidate.Score = ((vectorWeight * candidate.Cosine) + (wordWeight * candidate.Words)) / (vectorWeight + wordWeight);
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
        All.Sort((a, b) => b.Rank.CompareTo(a.Rank) is not 0 and var order ? order : a.Ordinal.CompareTo(b.Ordinal));

    private static float[] Around(ChunkCatalog catalog, int ordinal)
    {
        var around = new float[catalog.Dimensions];
        var (first, last) = Surroundings.Of(catalog.Files, ordinal);
        for (var i = first; i <= last; i++)
            catalog.AddTo(i, around);
        EmbeddingModel.Normalize(around);
        return around;
    }

    /// <summary>The ordinals of the best scores above 0.</summary>
    private static IEnumerable<int> Best(float[] scores, bool[]? allowed, int count)
    {
        var best = new PriorityQueue<int, float>(count + 1);
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] <= 0 || (best.Count == count && best.TryPeek(out _, out var least) && scores[i] <= least)
                || allowed?[i] == false)
            {
                continue;
            }

            if (best.Count == count)
                best.DequeueEnqueue(i, scores[i]);
            else
                best.Enqueue(i, scores[i]);
        }

        return best.UnorderedItems.Select(i => i.Element);
    }
}
