using System.Text.RegularExpressions;
using Lectern.Server.Text;

namespace Lectern.Server.Folder;

/// <summary>
/// Questions that documents may answer: about their headings, about the words of their sentences, then about whatever words they
/// have. Nothing in them means anything to a shell, so what is printed is what was tried.
/// </summary>
internal static partial class ExampleQuestion
{
    /// <summary>Where nothing better is known.</summary>
    public const string Generic = "What are these documents about?";

    private const int MostOfAKind = 6;
    private const int MostWords = 5;
    private const int LongestWord = 24;

    /// <param name="chunks">Some of the documents'.</param>
    public static IReadOnlyList<string> Candidates(IReadOnlyList<(string HeadingPath, string Content)> chunks)
    {
        var headings = chunks.Select(c => c.HeadingPath.Split(" > ")[^1]).Where(IsTopic).Select(Plain);
        var sentences = chunks.SelectMany(c => Sentences(c.Content).Where(s => s.Length is > 40 and < 300).Take(1)).Select(Topic);
        var anything = chunks.Select(c => Topic(c.Content));
        return
        [
            .. Some(headings).Concat(Some(sentences)).Concat(Some(anything)).Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(topic => $"What do the documents say about {topic}?"),
        ];
    }

    private static IEnumerable<string> Some(IEnumerable<string> topics) =>
        topics.Where(t => t.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostOfAKind);

    private static IEnumerable<string> Sentences(string content) =>
        SentenceSplitter.Split(content).Select(s => content.Substring(s.Start, s.Length));

    private static bool IsTopic(string heading) =>
        heading.Length < 100 && Word().Count(heading) is >= 2 and <= 8 && heading.All(c => c < 128);

    private static string Plain(string heading) =>
        string.Concat(heading.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '.' or ',')).Trim(' ', '.', ',');

    private static string Topic(string text) => string.Join(
        ' ',
        Word().Matches(text).Select(m => m.Value).Where(w => w.Length > 3 && !StopWords.Contains(w.ToLowerInvariant()))
            .Distinct(StringComparer.OrdinalIgnoreCase).Take(MostWords).Select(w => TextStart.Of(w, LongestWord)));

    /// <summary>Letters, and what belongs to them.</summary>
    [GeneratedRegex(@"\p{L}[\p{L}\p{M}]+")]
    private static partial Regex Word();
}
