using Lectern.Contracts;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>Answers questions about the library with counts and names. Thread-safe.</summary>
internal static class CatalogAnswer
{
    /// <summary>Passages that are looked at for files that mention something.</summary>
    public const int Passages = 20;

    private const int MaxQuote = 200;

    /// <summary>A greeting is answered with a look at the library, not with all of it.</summary>
    private const int NamesOfGreeting = 5;

    public static IEnumerable<string> Of(FoundFiles found, CatalogWords words, LibraryPhrase phrase = LibraryPhrase.Documents)
    {
        var total = found.Total ?? found.Files.Count;
        var isAsked = phrase == LibraryPhrase.Documents;
        if (!isAsked)
            yield return $"{(phrase == LibraryPhrase.Abilities ? words.Abilities : words.Greeting)}\n\n";
        yield return total == 0 ? words.None : $"{(total == 1 ? words.One : words.Said(words.Many, total))}\n";
        var named = isAsked ? found.Files : [.. found.Files.Take(NamesOfGreeting)];
        foreach (var file in named)
            yield return $"\n- {Name(file.FileName)}";
        if (total > named.Count)
            yield return $"\n\n{words.Said(words.First, named.Count)}";
    }

    /// <returns>One quotation of each file that has all the words; null where none has.</returns>
    public static IReadOnlyList<string>? Of(
        string mentioned, FoundPassages found, CatalogWords catalog, MentionWords words)
    {
        var languages = Terms.LanguagesOf(found.Passages.Select(p => p.Content));
        var wanted = Terms.ForQueryIn(mentioned, languages);
        var quotes = found.Passages.GroupBy(
            p => p.FileId).Select(g => g.Select(QuotedPassage.Of).SelectMany(p => QuoteUnits.Of(p, languages))
            .FirstOrDefault(u => wanted.All(u.Terms.Contains))).OfType<QuoteUnit>().ToList();
        if (quotes.Count == 0)
            return null;
        return
        [
            quotes.Count == 1 ? words.One : catalog.Said(words.Many, quotes.Count),
            .. quotes.Select(q => $"\n\n> {TextStart.AtWord(q.Text, MaxQuote)} [{q.Passage.Number}]\n>\n> — {q.Passage.Source}"),
        ];
    }

    /// <summary>As code: nothing in a name is Markdown, and a name states nothing.</summary>
    public static string Name(string name) => $"`{OneLine.Of(name).Replace("`", "'", StringComparison.Ordinal)}`";
}
