using Lectern.Server.Indexing.Parsing;

namespace Lectern.Server.Indexing.Chunking;

/// <summary>
/// Cuts a document into passages along its structure: blocks are kept whole and packed up to a target length, a heading begins a new
/// passage and stays with what follows it, and only a block that is too long by itself is cut: a table at a row's end, text at a
/// sentence's end. Every character that is no white space is in exactly one passage. Linear time. Thread-safe.
/// </summary>
internal static class Chunker
{
    /// <summary>About 200 tokens of English: long enough to answer, short enough to be about one thing.</summary>
    private const int TargetCharacters = 900;

    /// <summary>A block that ends here still belongs to the passage; beyond it is cut.</summary>
    private const int MaxCharacters = 1_400;

    public static IReadOnlyList<Chunk> Split(ParsedDocument document)
    {
        var chunks = new List<Chunk>();
        var headings = new string?[7];
        Piece? open = null;
        foreach (var piece in document.Blocks.SelectMany(b => Pieces(document.Text, b)))
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
                ? piece with { Path = Path(headings, piece.Block) }
                : open with { End = piece.End, PageEnd = piece.Block.Page, Last = piece.Block };
        }

        if (open is not null)
            Close(open);
        return chunks;

        void Close(Piece piece) => chunks.Add(new Chunk(
            chunks.Count, piece.Start, piece.End - piece.Start, piece.Block.Page, piece.PageEnd, piece.Path));
    }

    /// <summary>Whether a block still belongs to the passage before it.</summary>
    private static bool Joins(Piece open, Piece next)
    {
        var length = next.End - open.Start;
        var onlyHeadings = open.Last.Kind == BlockKind.Heading;
        if (next.Block.Kind == BlockKind.Heading)
            return onlyHeadings && length <= TargetCharacters && next.Block.HeadingLevel > open.Last.HeadingLevel;
        return length <= (onlyHeadings ? MaxCharacters : TargetCharacters);
    }

    private static IEnumerable<Piece> Pieces(string text, TextBlock block)
    {
        if (block.Length <= MaxCharacters)
            return [new Piece(block, block.Start, block.Start + block.Length)];
        var content = text.Substring(block.Start, block.Length);
        var parts = block.Kind is BlockKind.Table or BlockKind.Code ? Lines(content) : SentenceSplitter.Split(content);
        return Pack(block, content, parts);
    }

    /// <summary>Packs the parts of an over-long block; a part that is too long by itself is cut at white space.</summary>
    private static IEnumerable<Piece> Pack(TextBlock block, string content, IEnumerable<(int Start, int Length)> parts)
    {
        int start = -1, end = 0;
        foreach (var part in parts.SelectMany(p => Cut(content, p)))
        {
            if (start >= 0 && part.Start + part.Length - start > TargetCharacters)
            {
                yield return new Piece(block, block.Start + start, block.Start + end);
                start = -1;
            }

            if (start < 0)
                start = part.Start;
            end = part.Start + part.Length;
        }

        if (start >= 0)
            yield return new Piece(block, block.Start + start, block.Start + end);
    }

    private static IEnumerable<(int Start, int Length)> Cut(string content, (int Start, int Length) part)
    {
        var (start, length) = part;
        var end = start + length;
        while (end - start > TargetCharacters)
        {
            var cut = content.LastIndexOfAny([' ', '\n', '\t'], start + TargetCharacters, TargetCharacters / 2);
            if (cut < 0)
                cut = start + TargetCharacters - (char.IsLowSurrogate(content[start + TargetCharacters]) ? 1 : 0);
            yield return (start, cut - start);
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
        headings[heading.HeadingLevel] = text.Substring(heading.Start, heading.Length).TrimStart('#').Trim();
        Array.Clear(headings, heading.HeadingLevel + 1, headings.Length - heading.HeadingLevel - 1);
    }

    /// <summary>The headings above a block; a heading is not above itself.</summary>
    private static string Path(string?[] headings, TextBlock first) => string.Join(
        " > ", headings.Take(first.Kind == BlockKind.Heading ? first.HeadingLevel : headings.Length).OfType<string>());

    /// <summary>A block, or a part of one, and what was joined to it.</summary>
    private sealed record Piece(TextBlock Block, int Start, int End)
    {
        public int? PageEnd { get; init; } = Block.Page;

        public TextBlock Last { get; init; } = Block;

        public string Path { get; init; } = "";
    }
}
