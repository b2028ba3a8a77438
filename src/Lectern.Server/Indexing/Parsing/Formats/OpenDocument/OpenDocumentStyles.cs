using System.Xml;
using Lectern.Server.Text;

namespace Lectern.Server.Indexing.Parsing.Formats.OpenDocument;

/// <summary>What of the styles decides what is read: struck, raised and hidden letters, and how lists count.</summary>
internal sealed class OpenDocumentStyles
{
    public const string Outline = "*outline*";

    private const int MaxStyles = 50_000;
    private const int MaxMark = 40;

    private readonly Dictionary<string, LetterStyle> letters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<int, ListLevel>> lists = new(StringComparer.Ordinal);
    private readonly HashSet<string> hiddenTables = new(StringComparer.Ordinal);
    private int count;

    /// <summary>Reads the styles in an entry, up to its body.</summary>
    public void Read(XmlReader xml)
    {
        while (xml.Read() && count < MaxStyles)
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "body")
                return;
            if (xml.LocalName == "style" && xml.Named("name") is { } name)
                Letters(xml, name);
            else if (xml.LocalName == "list-style" && xml.Named("name") is { } list)
                Levels(xml, list);
            else if (xml.LocalName == "outline-style")
                Levels(xml, Outline);
        }
    }

    public LetterStyle? OfLetters(string? name) => name is null ? null : letters.GetValueOrDefault(name);

    public ListLevel? OfLevel(string? list, int level) =>
        list is not null && lists.TryGetValue(list, out var levels) ? levels.GetValueOrDefault(level) : null;

    public bool IsHiddenTable(string? name) => name is not null && hiddenTables.Contains(name);

    private void Letters(XmlReader xml, string name)
    {
        count++;
        if (xml.IsEmptyElement)
            return;
        while (xml.NextElement())
        {
            if (xml.LocalName == "text-properties")
            {
                var line = xml.Named("text-line-through-style") ?? xml.Named("text-line-through-type");
                letters[name] = new LetterStyle(
                    xml.Named("display") == "none", line is null ? null : line != "none", Shift(xml.Named("text-position")));
            }
            else if (xml.LocalName == "table-properties" && xml.Named("display") == "false")
            {
                hiddenTables.Add(name);
            }

            xml.Pass();
        }
    }

    /// <summary>Such as <c>super 58%</c>, <c>-33% 58%</c>.</summary>
    private static int? Shift(string? position) => position is null ? null
        : position.StartsWith("super", StringComparison.Ordinal) ? 1
        : position.StartsWith("sub", StringComparison.Ordinal) || position.StartsWith('-') ? -1
        : position.StartsWith("0%", StringComparison.Ordinal) ? 0
        : 1;

    /// <summary>What stands around every number is short.</summary>
    private static string Mark(string? said) => TextStart.Of(said ?? "", MaxMark);

    private void Levels(XmlReader xml, string name)
    {
        count++;
        if (xml.IsEmptyElement)
            return;
        var levels = lists[name] = [];
        while (xml.NextElement())
        {
            if (xml.LocalName is "list-level-style-number" or "outline-level-style")
            {
                levels[xml.Number("level")] = new ListLevel(
                    xml.Named("num-format") ?? "", Mark(xml.Named("num-prefix")), Mark(xml.Named("num-suffix")),
                    xml.Number("start-value", 1, 1_000_000),
                    xml.Number("display-levels"));
            }

            xml.Pass();
        }
    }
}
