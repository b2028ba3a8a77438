using System.Text.RegularExpressions;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Suggestions;

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
    /// <param name="asked">What was asked already: nothing that one of these names is asked about.</param>
    public static IReadOnlyList<string> Candidates(
        IReadOnlyList<(string HeadingPath, string Content)> chunks, IReadOnlyList<string>? asked = null)
    {
        var headings = chunks.Select(c => (Plain(c.HeadingPath.Split(" > ")[^1]), c.Content))
            .Where(h => IsTopic(h.Item1));
        var sentences = chunks.SelectMany(
            c => Sentences(c.Content).Where(s => s.Length is > 40 and < 300).Take(1).Select(s => (Topic(s), c.Content)));
        var anything = chunks.Select(c => (Topic(c.Content), c.Content));
        return
        [
            .. Some(headings).Concat(Some(sentences)).Concat(Some(anything))
                .DistinctBy(t => t.Topic, StringComparer.OrdinalIgnoreCase)
                .Where(t => asked?.Any(a => a.Contains(t.Topic, StringComparison.OrdinalIgnoreCase)) is not true)
                .Select(t => QuestionWords.About(t.Topic, t.Text)),
        ];
    }

    private static IEnumerable<(string Topic, string Text)> Some(IEnumerable<(string Topic, string Text)> topics) =>
        topics.Where(t => t.Topic.Length > 0).DistinctBy(t => t.Topic, StringComparer.OrdinalIgnoreCase).Take(MostOfAKind);

    private static IEnumerable<string> Sentences(string content) =>
        SentenceSplitter.Split(content).Select(s => content.Substring(s.Start, s.Length));

    private static bool IsTopic(string heading) =>
        heading.Length < 100 && Word().Count(heading) is >= 1 and <= 8;

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
