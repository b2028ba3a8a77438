using System.Text.RegularExpressions;
using Lectern.Server.Indexing.Parsing;

namespace Lectern.Benchmarks.Sections;

/// <summary>
/// Asks for what stands behind a label of several words: <c>Application deadline: 15 March</c>, or a table's row of two cells.
/// </summary>
internal static partial class LabelQuestions
{
    private const int MostWords = 12;

    private static readonly string[] Ways = ["What is the {0}?", "{0}?", "What does it say about the {0}?"];

    public static IEnumerable<SectionQuestion> Of(SectionDocument document) => document.Parsed.Blocks
        .Where(b => b.Kind is BlockKind.Paragraph or BlockKind.ListItem or BlockKind.Table)
        .SelectMany(b => document.TextOf(b).Split('\n').Skip(b.Kind == BlockKind.Table ? 1 : 0))
        .Select(line => Line().Match(line.Replace("*", "", StringComparison.Ordinal).Trim()))
        .Where(found => found.Success)
        .Select(found => (Label: found.Groups["label"].Value, Value: found.Groups["value"].Value.Trim(' ', '.', ';', ',')))
        .Where(found => found.Value.Length >= 3 && found.Value.Split(' ').Length <= MostWords && IsOne(found.Label, found.Value))
        .Select(found => new SectionQuestion("label", document.Name, Question(found.Label), found.Value));

    /// <summary>Neither a cell that stands for two, nor code, nor what leads elsewhere.</summary>
    private static bool IsOne(string label, string value) => label != value && label.Count(char.IsLower) >= 3
        && !label.StartsWith("see ", StringComparison.OrdinalIgnoreCase);

    private static string Question(string label) => string.Format(null, Ways[label.Length % Ways.Length], Lower(label));

    /// <summary>As within a sentence; names and abbreviations stay.</summary>
    private static string Lower(string label) =>
        char.IsLower(label[1]) ? char.ToLowerInvariant(label[0]) + label[1..] : label;

    [GeneratedRegex(
        @"^(?:\| )?(?<label>[A-Za-z][A-Za-z'’/-]{2,}(?: [A-Za-z'’/-]+){1,4})(?:: | \| )(?<value>[^:|]{3,90})(?: \|)?$")]
    private static partial Regex Line();
}
