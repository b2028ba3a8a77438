using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Lectern.Server.Agent.Answers;

/// <summary>
/// Markdig's block parser beside the stream: it is given the lines that were written, and says in which blocks the last one
/// stands. It reads nothing until it is asked, and every line once. For one text.
/// </summary>
internal sealed class BlockWatch
{
    private static readonly BlockParserList Parsers = new(new MarkdownPipelineBuilder().BlockParsers);

    private readonly MarkdownDocument document = new();
    private readonly BlockProcessor processor;
    private int read;
    private bool isInLine, isBroken, isOdd;

    /// <summary>The outermost block with a line that some programs would not have in it.</summary>
    private Block? lazy;

    public BlockWatch() => processor = new BlockProcessor(document, Parsers, null, false);

    /// <param name="text">All that was written; its last line is whole but for its newline.</param>
    /// <returns>The fence that the last line opens; null when it opens none.</returns>
    public FencedCodeBlock? OpenedFence(ReadOnlySpan<char> text)
    {
        Read(text);
        return !isBroken && processor.CurrentBlock is FencedCodeBlock { IsOpen: true } fence
            && fence.Line == processor.LineIndex - 1
            && Stands(fence) && (fence.Column == 0 || (!isOdd && (lazy is null || lazy != document.LastChild))) ? fence : null;
    }

    /// <summary>Whether the line that comes next stands in no list and no quotation.</summary>
    public bool IsOutside(ReadOnlySpan<char> text)
    {
        Read(text);
        return !isBroken && processor.CurrentContainer is MarkdownDocument;
    }

    /// <summary>Whether the last line closes a fence, and no line before did.</summary>
    public bool Closes(FencedCodeBlock fence, ReadOnlySpan<char> text)
    {
        Read(text);
        return !isBroken && !fence.IsOpen && processor.CurrentBlock is not FencedCodeBlock { IsOpen: true };
    }

    /// <summary>
    /// Whether it stands in nothing but lists and quotations, and as far to the right as what begins its list items, which
    /// Markdig does not always ask for.
    /// </summary>
    private static bool Stands(FencedCodeBlock fence)
    {
        var isInner = true;
        Block? parent = fence.Parent;
        for (; parent is QuoteBlock or ListBlock or ListItemBlock; parent = parent.Parent)
        {
            if (parent is not ListItemBlock item)
                continue;
            var right = fence.Column - item[0].Column;
            if (item[0].Line != item.Line || right < 0 || (isInner && right > 3))
                return false;
            isInner = false;
        }

        return parent is MarkdownDocument;
    }

    private static bool IsOdd(ReadOnlySpan<char> line)
    {
        foreach (var c in line)
        {
            if (Chars.IsOddSpace(c))
                return true;
        }

        var words = line.Trim(" \t>-+*#.)0123456789");
        return words.Length > 0 && (char.IsWhiteSpace(words[0]) || char.IsWhiteSpace(words[^1]));
    }

    /// <summary>
    /// Whether a line goes on with a paragraph of a list or a quotation without their signs: where a program sees a table in
    /// place of the paragraph, it ends them.
    /// </summary>
    private bool IsLazy(ReadOnlySpan<char> line)
    {
        if (processor.CurrentBlock is not ParagraphBlock { Parent: not MarkdownDocument } paragraph
            || paragraph.Line == processor.LineIndex - 1)
        {
            return false;
        }

        var (column, quotes) = (0, 0);
        foreach (var c in line[..Math.Max(0, line.IndexOfAnyExcept(" \t>"))])
        {
            column += c == '\t' ? 4 - (column % 4) : 1;
            quotes += c == '>' ? 1 : 0;
        }

        for (Block? parent = paragraph.Parent; parent is not null; parent = parent.Parent)
            quotes -= parent is QuoteBlock ? 1 : 0;
        return column < paragraph.Column || quotes != 0;
    }

    private void Read(ReadOnlySpan<char> text)
    {
        if (isInLine && read < text.Length)
            read += text[read..].StartsWith("\r\n") ? 2 : 1;
        while (read < text.Length && !isBroken)
        {
            var rest = text[read..];
            var end = rest.IndexOfAny('\n', '\r');
            var line = end < 0 ? rest : rest[..end];
            isInLine = end < 0;
            read += end < 0 ? line.Length : end + (rest[end..].StartsWith("\r\n") ? 2 : 1);
            try
            {
                processor.ProcessLine(new StringSlice(line.ToString()));

                // What programs read as code, or as white space, differs most in and behind these; they are rare.
                isOdd |= processor.CurrentBlock is CodeBlock and not FencedCodeBlock || IsOdd(line);
                if (IsLazy(line))
                    lazy = document.LastChild;
            }
            catch (ArgumentException)
            {
                // Nested too deeply for Markdig: from here on it vouches for nothing.
                isBroken = true;
            }
        }
    }
}
