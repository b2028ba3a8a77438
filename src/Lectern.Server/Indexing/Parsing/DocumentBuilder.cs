using System.Text;

namespace Lectern.Server.Indexing.Parsing;

/// <summary>Builds a parsed document block by block, cleaning the text as it comes. Not thread-safe.</summary>
internal sealed class DocumentBuilder(ParseLimits limits)
{
    private readonly StringBuilder text = new();
    private readonly List<ParsedPage> pages = [];
    private readonly List<TextBlock> blocks = [];

    /// <summary>Appends a block on lines of its own; blank text adds nothing.</summary>
    /// <param name="headingLevel">1 to 6 for a heading.</param>
    public void Add(BlockKind kind, string content, int headingLevel = 0, int? page = null)
    {
        var clean = Clean(content).Trim('\n', ' ', '\t');
        if (clean.Length == 0)
            return;
        if (text.Length + clean.Length > limits.MaxCharacters)
            throw new UnreadableFileException($"The file has more than {limits.MaxCharacters:N0} characters of text.");
        if (text.Length > 0)
        {
            var isList = kind == BlockKind.ListItem && blocks is [.., { Kind: BlockKind.ListItem }];
            text.Append(isList ? "\n" : "\n\n");
        }

        blocks.Add(new TextBlock(text.Length, clean.Length, kind, headingLevel, page));
        text.Append(clean);
    }

    /// <summary>Adds the blocks of a page.</summary>
    public void Page(int number, Action addBlocks)
    {
        if (number > limits.MaxPages)
            throw new UnreadableFileException($"The file has more than {limits.MaxPages:N0} pages.");
        var count = blocks.Count;
        var end = text.Length;
        addBlocks();
        var start = blocks.Count > count ? blocks[count].Start : end;
        pages.Add(new ParsedPage(number, start, text.Length - start, blocks.Count > count));
    }

    public ParsedDocument Build() => new(text.ToString(), pages, blocks);

    /// <summary>Line ends as <c>\n</c>; control characters and lone surrogates gone, so the text is valid everywhere.</summary>
    internal static string Clean(string content)
    {
        var clean = new StringBuilder(content.Length);
        for (var i = 0; i < content.Length; i++)
        {
            var c = content[i];
            if (c == '\r')
            {
                if (i + 1 == content.Length || content[i + 1] != '\n')
                    clean.Append('\n');
            }
            else if (c is '\n' or '\t')
            {
                clean.Append(c);
            }
            else if (c is '\v' or '\f' or '\u0085' or '\u2028' or '\u2029')
            {
                clean.Append('\n');
            }
            else if (char.IsHighSurrogate(c) && i + 1 < content.Length && char.IsLowSurrogate(content[i + 1]))
            {
                clean.Append(c).Append(content[++i]);
            }
            else if (char.IsSurrogate(c))
            {
                clean.Append('\uFFFD');
            }
            else if (!char.IsControl(c) && c != '\u00AD' && c != '\uFEFF')
            {
                clean.Append(c);
            }
        }

        return clean.ToString();
    }
}
