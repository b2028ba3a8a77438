using System.Text.RegularExpressions;
using Lectern.Server.Indexing.Parsing;

namespace Lectern.Benchmarks.Sections;

/// <summary>In how many blocks of all documents a word stands.</summary>
internal sealed partial class WordRareness
{
    private readonly Dictionary<string, int> blocks = new(StringComparer.OrdinalIgnoreCase);

    public static WordRareness Of(IReadOnlyList<SectionDocument> documents)
    {
        var rareness = new WordRareness();
        foreach (var block in documents.SelectMany(d => d.Parsed.Blocks.Where(b => b.Kind != BlockKind.Margin).Select(d.TextOf)))
        {
            foreach (var word in Words(block).Distinct(StringComparer.OrdinalIgnoreCase))
                rareness.blocks[word] = rareness.blocks.GetValueOrDefault(word) + 1;
        }

        return rareness;
    }

    /// <summary>The rarest words of a text, in its order.</summary>
    public IReadOnlyList<string> Rarest(string text, int count)
    {
        var words = Words(text).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var chosen = words.OrderBy(w => blocks.GetValueOrDefault(w)).ThenBy(w => w, StringComparer.Ordinal).Take(count)
            .ToHashSet(StringComparer.Ordinal);
        return [.. words.Where(chosen.Contains)];
    }

    private static IEnumerable<string> Words(string text) => Word().Matches(text).Select(m => m.Value);

    [GeneratedRegex(@"\b[A-Za-z]{4,20}\b")]
    private static partial Regex Word();
}
