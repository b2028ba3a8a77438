using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Text;

namespace Lectern.Server.Indexing.Chunking;

/// <summary>
/// Cuts a document into passages along its structure: blocks are kept whole and packed up to <see cref="TokenBudget.Target"/>,
/// a heading begins a new passage and stays with what follows it, and only a block above <see cref="TokenBudget.Max"/> is cut:
/// a table at a row's end, text at a sentence's end. Every character that is no white space is in exactly one passage, but for
/// repeated headers and footers. Thread-safe.
/// </summary>
internal static class Chunker
{
    private const int MaxTableHead = 200;

    /// <summary>Headings are kept with each passage below them: of one as long as a book this much is.</summary>
    private const int MaxHeading = 300;

    public static IReadOnlyList<Chunk> Split(ParsedDocument document, TokenBudget budget)
    {
        var chunks = new List<Chunk>();
        var headings = new string?[7];
        Piece? open = null;
        foreach (var piece in document.Blocks.SelectMany(b => Pieces(document.Text, b, budget)))
        {
            if (open is not null && (piece.Block.Kind == BlockKind.Margin || !Joins(open, piece)))
            {
                Close(open);
                open = null;
            }

            if (piece.Block.Kind == BlockKind.Margin)
                continue;
            if (piece.Block.Kind == BlockKind.Heading)
                Note(headings, document.Text, piece.Block);
            open = open is null
                ? piece with { Path = Path(headings, piece) }
                : open with
                {
                    End = piece.End,
                    PageEnd = piece.Block.Page,
                    Last = piece.Block,
                    Tokens = open.Tokens
                    + piece.Tokens
                };
        }

        if (open is not null)
            Close(open);
        return chunks;

        void Close(Piece piece) => chunks.Add(new Chunk(
            chunks.Count, piece.Start, piece.End - piece.Start, piece.Block.Page, piece.PageEnd, piece.Tokens, piece.Path));
    }

    /// <summary>Whether a block still belongs to the passage before it.</summary>
    private static bool Joins(Piece open, Piece next)
    {
        var tokens = open.Tokens + next.Tokens;
        var onlyHeadings = open.Last.Kind == BlockKind.Heading;
        if (next.Block.Kind == BlockKind.Heading)
            return onlyHeadings && tokens <= TokenBudget.Target && next.Block.HeadingLevel > open.Last.HeadingLevel;
        return tokens <= (onlyHeadings ? TokenBudget.Max : TokenBudget.Target);
    }

    private static IEnumerable<Piece> Pieces(string text, TextBlock block, TokenBudget budget)
    {
        var tokens = block.Kind == BlockKind.Margin ? 0 : budget.Count(text, block.Start, block.Length);
        if (tokens <= TokenBudget.Max)
            return [new Piece(block, block.Start, block.Start + block.Length, tokens)];
        var content = text.Substring(block.Start, block.Length);
        var parts = block.Kind is BlockKind.Table or BlockKind.Code ? Lines(content) : SentenceSplitter.Split(content);
        var head = block.Kind == BlockKind.Table ? TableHead(content) : block.Kind == BlockKind.Code ? CodeHead(content) : null;
        return Pack(block, parts.SelectMany(p => Cut(content, p, budget))).Select(
            p => p.Start == block.Start ? p : p with { TableHead = head });
    }

    /// <summary>Packs the parts of an over-long block.</summary>
    private static IEnumerable<Piece> Pack(TextBlock block, IEnumerable<(int Start, int Length, int Tokens)> parts)
    {
        Piece? open = null;
        foreach (var (start, length, tokens) in parts)
        {
            if (open is not null && open.Tokens + tokens > TokenBudget.Target)
            {
                yield return open;
                open = null;
            }

            var end = block.Start + start + length;
            open = open is null ? new Piece(
                block, block.Start + start, end, tokens) : open with { End = end, Tokens = open.Tokens + tokens };
        }

        if (open is not null)
            yield return open;
    }

    /// <summary>A part that is too long by itself is cut at white space, else between two characters.</summary>
    private static IEnumerable<(
        int Start, int Length, int Tokens)> Cut(string content, (int Start, int Length) part, TokenBudget budget)
    {
        var rest = new Stack<(int Start, int Length)>([part]);
        while (rest.TryPop(out var next))
        {
            var tokens = budget.Count(content, next.Start, next.Length);
            if (tokens <= TokenBudget.Target || next.Length == 1)
            {
                yield return (next.Start, next.Length, tokens);
                continue;
            }

            // As many pieces of the same length as there are targets in it; one that still has more is cut again.
            var pieces = (tokens + TokenBudget.Target - 1) / TokenBudget.Target;
            foreach (var piece in Even(content, next, (next.Length + pieces - 1) / pieces).Reverse())
                rest.Push(piece);
        }
    }

    private static IEnumerable<(int Start, int Length)> Even(string content, (int Start, int Length) part, int length)
    {
        var (start, end) = (part.Start, part.Start + part.Length);
        while (end - start > length)
        {
            var cut = content.LastIndexOfAny([' ', '\n', '\t'], start + length, (length + 1) / 2);
            if (cut <= start)
                cut = start + length - (char.IsLowSurrogate(content[start + length]) && length > 1 ? 1 : 0);
            yield return (start, content.AsSpan(start, cut - start).TrimEnd().Length);
            start = cut;
            while (start < end && char.IsWhiteSpace(content[start]))
                start++;
        }

        if (end > start)
            yield return (start, end - start);
    }

    private static IEnumerable<(int Start, int Length)> Lines(string content)
    {
        var start = 0;
        while (start < content.Length)
        {
            var end = content.IndexOf('\n', start);
            if (end < 0)
                end = content.Length;
            if (!string.IsNullOrWhiteSpace(content[start..end]))
                yield return (start, end - start);
            start = end + 1;
        }
    }

    private static void Note(string?[] headings, string text, TextBlock heading)
    {
        headings[heading.HeadingLevel] =
            TextStart.Of(text.AsSpan(heading.Start, heading.Length).TrimStart('#').Trim(), MaxHeading);
        Array.Clear(headings, heading.HeadingLevel + 1, headings.Length - heading.HeadingLevel - 1);
    }

    /// <summary>The headings above a piece; a heading is not above itself.</summary>
    private static string Path(string?[] headings, Piece first) => HeadingPath.Of(
        headings.Take(first.Block.Kind == BlockKind.Heading ? first.Block.HeadingLevel : headings.Length).Append(first.TableHead)
            .OfType<string>());

    /// <summary>The cells of a table's first row: what the later parts' cells are.</summary>
    private static string TableHead(string table)
    {
        var rows = table.Split('\n', 4);
        var head = rows is [var first, _, var second, ..] && TwoRowHead.Of(first, second) is { } both ? both : rows[0];
        return TextStart.Of(head, MaxTableHead).Trim('|', ' ');
    }

    /// <summary>The first line of code, such as the name of the function that the later parts belong to.</summary>
    private static string CodeHead(string code) => TextStart.Of(
        code.Split('\n', 3).First(l => !l.StartsWith("```", StringComparison.Ordinal)).AsSpan().Trim(), MaxTableHead);

    /// <summary>A block, or a part of one, and what was joined to it.</summary>
    private sealed record Piece(TextBlock Block, int Start, int End, int Tokens)
    {
        public int? PageEnd { get; init; } = Block.Page;

        public TextBlock Last { get; init; } = Block;

        public string? TableHead { get; init; }

        public string Path { get; init; } = "";
    }
}
