using System.Text.RegularExpressions;
using Lectern.Server.Indexing.Parsing;

namespace Lectern.Benchmarks.Sections;

/// <summary>Asks for a section by its title; what answers it is how the section begins.</summary>
internal static partial class TitleQuestions
{
    private const int GoldWords = 8;
    private const int FewestWords = 5;
    private const string Numbering = "0123456789.)( ";

    private static readonly string[] Ways =
    [
        "{0}", "What does the section {0} say?", "Summarise the section {0}", "Tell me about {0}.",
    ];

    public static IEnumerable<SectionQuestion> Of(SectionDocument document)
    {
        var blocks = document.Parsed.Blocks.Where(b => b.Kind != BlockKind.Margin).ToList();
        for (var i = 0; i + 1 < blocks.Count; i++)
        {
            if (blocks[i].Kind != BlockKind.Heading || blocks[i + 1].Kind is not (BlockKind.Paragraph or BlockKind.ListItem))
                continue;
            var title = Number().Replace(document.TextOf(blocks[i]), "").Trim('*', '_', ' ', ':', '.');
            var words = document.TextOf(blocks[i + 1]).TrimStart([.. Numbering])
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (!Plain().IsMatch(title) || words.Length < FewestWords)
                continue;
            var way = Ways[title.Length % Ways.Length];
            yield return new SectionQuestion(
                "title", document.Name, string.Format(null, way, title), string.Join(' ', words.Take(GoldWords)));
        }
    }

    [GeneratedRegex(@"^(?:[\dIVX]+[.)]?)+\s+")]
    private static partial Regex Number();

    /// <summary>Two to nine words in Latin letters.</summary>
    [GeneratedRegex(@"^(?=.*[A-Za-z]{4})[A-Za-z0-9][A-Za-z0-9'’&/,()-]*(?: [A-Za-z0-9'’&/,()-]+){1,8}$")]
    private static partial Regex Plain();
}
