using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Text;

namespace Lectern.Benchmarks.Sections;

/// <summary>Asks for a sentence of a list's item by its rarest words; what answers it is how the sentence begins.</summary>
internal static class ItemQuestions
{
    private const int FewestWords = 8;
    private const int MostWords = 60;
    private const int GoldWords = 6;
    private const int AskedWords = 3;

    private const string Numbering = "0123456789.)( ";

    public static IEnumerable<SectionQuestion> Of(SectionDocument document, WordRareness rareness)
    {
        foreach (var block in document.Parsed.Blocks.Where(b => b.Kind == BlockKind.ListItem))
        {
            var item = document.TextOf(block).TrimStart([.. Numbering]);
            var (start, length) = SentenceSplitter.Split(item)
                .FirstOrDefault(s => WordsOf(item.Substring(s.Start, s.Length)).Length >= FewestWords);
            var text = item.Substring(start, length);
            var words = WordsOf(text);
            var asked = rareness.Rarest(text, AskedWords);
            if (words.Length is < FewestWords or > MostWords || asked.Count < AskedWords)
                continue;
            yield return new SectionQuestion(
                "item", document.Name, $"What does it say about {asked[0]}, {asked[1]} and {asked[2]}?",
                string.Join(' ', words.Take(GoldWords)));
        }
    }

    private static string[] WordsOf(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
