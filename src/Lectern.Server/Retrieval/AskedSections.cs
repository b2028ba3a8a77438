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
        var catalog = snapshot.Catalog;
        var holding = catalog.Words.WithAll(terms);
        var looked = new List<(int Ordinal, bool Follows)>();
        for (var i = 0; i < holding.Count; i++)
        {
            var ordinal = holding[i];
            var follows = i > 0 && holding[i - 1] == ordinal - 1 && catalog.File(ordinal - 1) == catalog.File(ordinal);
            if (allowed?[ordinal] != false)
                looked.Add((ordinal, follows));
        }

        // The words of a title stand with every passage of its section, and seldom with the one before.
        var isQuestion = SectionTitle.IsQuestion(query);
        var asked = terms.Select(t => t.Forms[0]).ToHashSet(StringComparer.Ordinal);
        return [.. looked.OrderBy(l => l.Follows).ThenByDescending(l => words[l.Ordinal]).ThenBy(l => catalog.Key(l.Ordinal))
            .ThenBy(l => l.Ordinal).Take(MaxRead).Select(l => l.Ordinal)
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
