namespace Lectern.Server.Agent.Suggestions;

/// <summary>
/// Questions that documents may answer: about their headings, then about what their sentences name. Nothing is asked about what
/// cannot be read, so there may be none. Nothing in them means anything to a shell: what is printed is what was tried.
/// </summary>
internal static class ExampleQuestion
{
    /// <summary>Where nothing better is known.</summary>
    public const string Generic = "What are these documents about?";

    private const int MostOfAKind = 6;
    private const int FewChunks = 10;

    /// <param name="chunks">Some of the documents'.</param>
    /// <param name="asked">What was asked already: nothing that one of these names is asked about.</param>
    public static IReadOnlyList<string> Candidates(
        IReadOnlyList<(string HeadingPath, string Content)> chunks, IReadOnlyList<string>? asked = null)
    {
        var headings = chunks.SelectMany(c => HeadingTopic.In(c.Content).Prepend(HeadingTopic.Of(c.HeadingPath.Split(" > ")[^1]))
            .Select(topic => (Topic: topic, c.Content)));
        var named = chunks.SelectMany(c => NamedTopics.Of(c.Content).Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(topic => (Topic: (string?)topic, c.Content)))
            .GroupBy(t => t.Topic, StringComparer.OrdinalIgnoreCase).Where(g => IsTelling(g.Key!, g.Count(), chunks.Count))
            .OrderByDescending(g => g.Key!.Count(c => c == ' ')).ThenByDescending(g => g.Count()).Select(g => g.First());
        return
        [
            .. Some(headings).Concat(Some(named))
                .DistinctBy(t => t.Topic, StringComparer.OrdinalIgnoreCase)
                .Where(t => asked?.Any(a => a.Contains(t.Topic, StringComparison.OrdinalIgnoreCase)) is not true)
                .Select(t => QuestionWords.About(t.Topic, t.Text)),
        ];
    }

    /// <summary>
    /// What many chunks name once may be a chance, unless more than one word says what it is; and a name may be misread.
    /// </summary>
    private static bool IsTelling(string topic, int naming, int all) =>
        naming > 1 || (char.IsLower(topic[0]) && (all < FewChunks || topic.Count(c => c == ' ') > 1));

    private static IEnumerable<(string Topic, string Text)> Some(IEnumerable<(string? Topic, string Text)> topics) =>
        topics.Where(t => t.Topic is not null).Select(t => (t.Topic!, t.Text))
            .DistinctBy(t => t.Item1, StringComparer.OrdinalIgnoreCase).Take(MostOfAKind);
}
