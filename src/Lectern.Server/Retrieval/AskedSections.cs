using Lectern.Server.Retrieval.Vectors;
using Lectern.Server.Text;

namespace Lectern.Server.Retrieval;

/// <summary>
/// Finds where the sections begin whose title is all that a query says, beside what stands above the title and in the file's
/// name. A title is short: words and vectors often prefer other passages to the beginning of its section. Thread-safe.
/// </summary>
internal static class AskedSections
{
    /// <summary>Equal scores go by file and place, as everywhere in the search.</summary>
    private static readonly Comparer<(bool Begins, float Score, ulong Key, int Ordinal)> WorstFirst =
        Comparer<(bool Begins, float Score, ulong Key, int Ordinal)>.Create((a, b) =>
            (a.Begins, a.Score).CompareTo((b.Begins, b.Score)) is not 0 and var order ? order
            : b.Key.CompareTo(a.Key) is not 0 and var key ? key
            : b.Ordinal.CompareTo(a.Ordinal));

    /// <summary>A longer query is no title. Set by hand.</summary>
    private const int MaxTerms = 16;

    /// <summary>So many passages that hold all of the words are looked into, each read from the database. Set by hand.</summary>
    private const int MaxRead = 64;

    /// <param name="words">Each chunk's score by words.</param>
    /// <param name="allowed">Null when all are.</param>
    /// <returns>Ordinals.</returns>
    public static IReadOnlyCollection<int> Find(
        IIndexSnapshot snapshot, string query, IReadOnlyList<QueryTerm> terms, float[] words, bool[]? allowed)
    {
        if (terms.Count is 0 or > MaxTerms)
            return [];
        var looked = Likeliest(snapshot.Catalog, snapshot.Catalog.Words.WithAll(terms), words, allowed);
        if (looked.Count == 0)
            return [];
        var isQuestion = SectionTitle.IsQuestion(query);
        var asked = terms.Select(t => t.Forms[0]).ToHashSet(StringComparer.Ordinal);
        return [.. looked.Where(o => Begins(snapshot.Passage(o, 0), asked, isQuestion))];
    }

    /// <summary>
    /// The words of a title stand with every passage of its section, and seldom with the one before: those that follow none come
    /// first, then the best by words.
    /// </summary>
    private static List<int> Likeliest(IndexCatalog catalog, IReadOnlyList<int> holding, float[] words, bool[]? allowed)
    {
        var best = new PriorityQueue<int, (bool Begins, float Score, ulong Key, int Ordinal)>(WorstFirst);
        var least = (Begins: false, Score: 0f, Key: 0ul, Ordinal: 0);
        for (var i = 0; i < holding.Count; i++)
        {
            var ordinal = holding[i];
            if (allowed?[ordinal] == false)
                continue;
            var begins = i == 0 || holding[i - 1] != ordinal - 1 || catalog.File(ordinal - 1) != catalog.File(ordinal);
            var isFull = best.Count == MaxRead;
            if (isFull && (begins, words[ordinal]).CompareTo((least.Begins, least.Score)) < 0)
                continue;
            var place = (begins, words[ordinal], catalog.Key(ordinal), ordinal);
            if (!isFull)
                best.Enqueue(ordinal, place);
            else if (WorstFirst.Compare(place, least) > 0)
                best.DequeueEnqueue(ordinal, place);
            best.TryPeek(out _, out least);
        }

        return [.. best.UnorderedItems.Select(i => i.Element)];
    }

    private static bool Begins(Passage passage, HashSet<string> asked, bool isQuestion)
    {
        HashSet<string>? around = null;
        foreach (var line in passage.Content.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line[0] != '#')
                break;
            around ??= [.. Terms.ForQuery(passage.HeadingPath), .. Terms.ForQuery(passage.FileName)];
            var title = SectionTitle.Of(line);
            if ((!isQuestion || SectionTitle.IsQuestion(line)) && title.IsAllOf(asked, around.Contains))
                return true;
            around.UnionWith(title.All);
        }

        return false;
    }
}
