using Lectern.Benchmarks.Claims.Swaps;
using Lectern.Server.Agent.Citations;

namespace Lectern.Benchmarks.Sections;

/// <summary>
/// Questions about the parts of real documents, made when they are needed and the same each time: of what a title, label, row or
/// item says in one document of the half alone, an equal number of each kind, a few of each document.
/// </summary>
internal static class SectionSet
{
    private const int OfKind = 30;
    private const int OfDocument = 3;

    public static IReadOnlyList<SectionQuestion> Make(IReadOnlyList<SectionDocument> documents)
    {
        var rareness = WordRareness.Of(documents);
        IEnumerable<SectionQuestion>[] kinds =
        [
            documents.SelectMany(TitleQuestions.Of), documents.SelectMany(LabelQuestions.Of),
            documents.SelectMany(RowQuestions.Of), documents.SelectMany(d => ItemQuestions.Of(d, rareness)),
        ];
        return [.. kinds.SelectMany(k => Chosen([.. k]))];
    }

    /// <summary>
    /// The same question of two places has no one answer. Of each document a few, and more where there are not enough.
    /// </summary>
    private static IEnumerable<SectionQuestion> Chosen(IReadOnlyList<SectionQuestion> all) => all
        .GroupBy(q => NormalText.Words(q.Text)).Where(g => g.Count() == 1).Select(g => g.First())
        .GroupBy(q => q.Document)
        .SelectMany(g => g.OrderBy(q => SourcePassages.Hash(q.Text)).Select((q, i) => (Question: q, Turn: i / OfDocument)))
        .OrderBy(q => q.Turn).ThenBy(q => SourcePassages.Hash(q.Question.Text + q.Question.Document))
        .Select(q => q.Question).Take(OfKind);
}
