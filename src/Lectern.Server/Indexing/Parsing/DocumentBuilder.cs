using System.Globalization;
using System.Text;
using Lectern.Server.Text;

namespace Lectern.Server.Indexing.Parsing;

/// <summary>Builds a parsed document block by block, cleaning the text as it comes. Not thread-safe.</summary>
internal sealed class DocumentBuilder(ParseLimits limits)
{
    /// <summary>Of a block that is cut so much may be left out for the sake of whole lines.</summary>
    private const int MostLostToLines = 1000;
    private const int MaxIndent = 1000;

    private readonly StringBuilder text = new();
    private readonly List<ParsedPage> pages = [];
    private readonly List<TextBlock> blocks = [];
    private int? page;
    private int pageBlocks;
    private int pageStart;
    private (double Width, double Height) pageSize;
    private bool pageLacksText;
    private bool lacksTextInside;
    private readonly List<(int Page, TextBox Box)> boxes = [];
    private readonly List<string> notes = [];

    public ParseLimits Limits => limits;

    /// <summary>The page that blocks are added to; null before the first <see cref="StartPage"/>.</summary>
    public int? CurrentPage => page;

    /// <summary>Whether there is no room for more text: what is added is left out, and a note says so.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Whether the current page has a block already; true where there are no pages.</summary>
    public bool PageHasBlocks => blocks.Count > pageBlocks;

    /// <summary>
    /// Appends a block on lines of its own; blank text adds nothing. Of one that there is no room for the beginning is kept.
    /// </summary>
    /// <param name="headingLevel">1 to 6 for a heading.</param>
    /// <param name="indent">Of a list item, in spaces; they stand before the block.</param>
    /// <param name="goesOn">It stands on the line after the block before.</param>
    /// <param name="keepsIndent">The blanks before its first line stand before the block.</param>
    /// <param name="places">
    /// Where the content stands on the page: offsets in it, in order. The content must be clean already.
    /// </param>
    public void Add(
        BlockKind kind, string content, int headingLevel = 0, int indent = 0, bool keepsIndent = false, bool goesOn = false,
        IReadOnlyList<TextBox>? places = null)
    {
        if (IsFull)
            return;
        var whole = places is null ? Clean(content).TrimEnd('\n', ' ', '\t').TrimStart('\n') : content;
        var clean = places is null ? whole.TrimStart('\n', ' ', '\t') : content;
        if (clean.Length == 0)
            return;
        var isList = kind == BlockKind.ListItem && blocks is [.., { Kind: BlockKind.ListItem }];
        var before = text.Length == 0 ? ""
            : isList ? "\n" + new string(' ', Math.Clamp(indent, 0, MaxIndent))
            : goesOn ? "\n" : "\n\n";
        before += keepsIndent ? whole[..^clean.Length] : "";
        var room = Math.Max(0, limits.MaxCharacters - text.Length - before.Length);
        var isCut = clean.Length > room;
        if (isCut)
            clean = Beginning(clean, room);
        if (clean.Length > 0)
            Append(kind, before, clean, headingLevel, places ?? []);
        if (isCut)
            Cut();
    }

    private void Append(BlockKind kind, string before, string clean, int headingLevel, IReadOnlyList<TextBox> places)
    {
        text.Append(before);
        blocks.Add(new TextBlock(text.Length, clean.Length, kind, headingLevel, page));
        foreach (var place in places.TakeWhile(p => p.End <= clean.Length))
            boxes.Add((page!.Value, place with { Start = place.Start + text.Length }));
        text.Append(clean);
    }

    /// <summary>Whole lines where that loses little, and no half of a sign.</summary>
    private static string Beginning(string content, int length)
    {
        var line = length == 0 ? -1 : content.LastIndexOf('\n', length);
        var end = line >= 0 && length - line <= Math.Min(MostLostToLines, length / 2) ? line : length;
        return TextStart.Of(content, end).TrimEnd('\n', ' ', '\t');
    }

    /// <summary>Takes no more text, as there is more than is read of one file.</summary>
    public void Cut()
    {
        if (!IsFull)
            notes.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Only the beginning of the file was read, the first {text.Length:N0} characters: of one file "
                + $"{limits.MaxCharacters:N0} are."));
        IsFull = true;
    }

    /// <summary>A heading with its Markdown marks.</summary>
    /// <param name="level">From 1; below 6 is taken as 6.</param>
    public void Heading(int level, string content)
    {
        level = Math.Clamp(level, 1, 6);
        if (!string.IsNullOrWhiteSpace(content))
            Add(BlockKind.Heading, $"{new string('#', level)} {content.ReplaceLineEndings(" ").Trim()}", level);
    }

    /// <summary>Ends the page before; what is added from here on stands on this one.</summary>
    /// <param name="number">From 1, rising.</param>
    /// <param name="width">Points; 0 where pages have no size.</param>
    /// <param name="lacksText">It is named as a page without text, though it has some.</param>
    public void StartPage(int number, double width = 0, double height = 0, bool lacksText = false)
    {
        if (number > limits.MaxPages)
            throw new UnreadableFileException($"The file has more than {limits.MaxPages:N0} pages.");
        EndPage();
        (page, pageBlocks, pageStart) = (number, blocks.Count, text.Length);
        (pageSize, pageLacksText) = ((width, height), lacksText);
    }

    /// <summary>Names the current page as one without text, though something is said of it.</summary>
    public void LacksText() => pageLacksText = true;

    /// <summary>A file inside has pages without text: with OCR there may be more to read.</summary>
    public void LacksTextInside() => lacksTextInside = true;

    public ParsedDocument Build()
    {
        EndPage();
        var whole = text.ToString();
        return new ParsedDocument(whole, pages, blocks)
        {
            Boxes = EncodeBoxes(whole),
            Notes = notes,
            LacksTextInside = lacksTextInside,
        };
    }

    private List<PageBoxes> EncodeBoxes(string whole)
    {
        var map = new CodePointMap(whole);
        var encoded = new List<PageBoxes>();
        foreach (var ofPage in boxes.GroupBy(b => b.Page).Select(g => g.ToList()))
        {
            encoded.Add(PageBoxes.Encode(
                ofPage[0].Page,
                [.. ofPage.Select(b =>
                {
                    var start = map.ToCodePoint(b.Box.Start);
                    return b.Box with { Start = start, Length = map.ToCodePoint(b.Box.End) - start };
                })]));
        }

        return encoded;
    }

    private void EndPage()
    {
        if (page is not { } number)
            return;
        var start = blocks.Count > pageBlocks ? blocks[pageBlocks].Start : pageStart;
        pages.Add(new ParsedPage(number, start, text.Length - start, blocks.Count > pageBlocks && !pageLacksText)
        {
            Width = pageSize.Width,
            Height = pageSize.Height,
        });
        page = null;
    }

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
