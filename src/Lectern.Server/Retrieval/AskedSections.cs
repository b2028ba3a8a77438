using Lectern.Server.Text;

namespace Lectern.Server.Retrieval;

/// <summary>
/// Finds where the sections begin whose title is all that a query says, beside what stands above the title and in the file's
/// name. A title is short: words and vectors often prefer other passages to the beginning of its section. Thread-safe.
/// </summary>
internal static class AskedSections
{
    /// <summary>A longer query is no title.</summary>
    private const int MaxTerms = 16;

    /// <summary>So many passages that hold all of the words are looked into.</summary>
    private const int MaxRead = 64;

    /// <param name="words">Each chunk's score by words.</param>
    /// <param name="allowed">Null when all are.</param>
    /// <returns>Ordinals.</returns>
    public static IReadOnlyCollection<int> Find(
        IIndexSnapshot snapshot, string query, IReadOnlyList<QueryTerm> terms, float[] words, bool[]? allowed)
    {
        if (terms.Count is 0 or > MaxTerms)
            return [];
        var files = snapshot.Catalog.Files.ToArray();
        var holding = snapshot.Catalog.Words.WithAll(terms);
        var held = holding.ToHashSet();
        var isQuestion = SectionTitle.IsQuestion(query);
        var asked = terms.Select(t => t.Forms[0]).ToHashSet(StringComparer.Ordinal);

        // The words of a title stand with every passage of its section, and seldom with the one before.
        return [.. holding.Where(o => allowed?[o] != false)
            .OrderBy(o => o > 0 && files[o - 1] == files[o] && held.Contains(o - 1)).ThenByDescending(o => words[o]).Take(MaxRead)
            .Where(o => Begins(snapshot.Passage(o, 0), asked, isQuestion))];
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
            if ((!isQuestion || SectionTitle.IsQuestion(line)) && title.IsIn(asked)
                && asked.All(t => title.All.Contains(t) || around.Contains(t)))
                return true;
            around.UnionWith(title.All);
        }

        return false;
    }
}
