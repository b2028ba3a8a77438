using Lectern.Server.Text;

namespace Lectern.Server.Folder;

/// <summary>Questions that documents may answer: about their headings, then about the words of their sentences.</summary>
internal static class ExampleQuestion
{
    /// <summary>Where nothing better is known.</summary>
    public const string Generic = "What are these documents about?";

    private const int MostHeadings = 6;
    private const int MostSentences = 6;

    /// <param name="chunks">Some of the documents'.</param>
    public static IReadOnlyList<string> Candidates(IReadOnlyList<(string HeadingPath, string Content)> chunks)
    {
        var headings = chunks.Select(c => c.HeadingPath.Split(" > ")[^1]).Where(IsTopic).Select(Plain);
        var sentences = chunks.SelectMany(c => Sentences(c.Content).Where(IsStatement).Take(1))
            .Select(s => string.Join(' ', Terms.Words(s).Where(w => w.Length > 3 && !StopWords.Contains(w)).Distinct().Take(5)));
        return
        [
            .. Some(headings, MostHeadings).Concat(Some(sentences, MostSentences))
                .Select(topic => $"What do the documents say about {topic}?"),
        ];
    }

    private static IEnumerable<string> Sentences(string content) =>
        SentenceSplitter.Split(content).Select(s => content.Substring(s.Start, s.Length));

    private static IEnumerable<string> Some(IEnumerable<string> topics, int most) =>
        topics.Where(t => t.Contains(' ', StringComparison.Ordinal)).Distinct(StringComparer.OrdinalIgnoreCase).Take(most);

    private static bool IsTopic(string heading) => heading.Split(' ').Length is >= 2 and <= 8 && heading.All(c => c < 128);

    private static bool IsStatement(string sentence) => sentence.Length is > 40 and < 300;

    /// <summary>Nothing in it means anything to a shell, so what is printed is what was tried.</summary>
    private static string Plain(string heading) =>
        string.Concat(heading.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '.' or ',')).Trim(' ', '.', ',');
}
