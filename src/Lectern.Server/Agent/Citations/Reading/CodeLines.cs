using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>Which lines of a text stand between fences, in lists and quotations too. For one text, line by line.</summary>
internal sealed class CodeLines
{
    private static readonly BlockParserList Parsers = new(new MarkdownPipelineBuilder().BlockParsers);

    /// <summary>Null where no line is code.</summary>
    private BlockProcessor? processor;

    private FencedCodeBlock? fence;

    /// <param name="text">The whole text, whose lines are read then.</param>
    public CodeLines(string text) =>
        processor = text.Contains("```", StringComparison.Ordinal) || text.Contains("~~~", StringComparison.Ordinal)
            ? new BlockProcessor(new MarkdownDocument(), Parsers, null, false) : null;

    public CodeLine Read(ReadOnlySpan<char> line)
    {
        if (processor is null)
            return CodeLine.None;
        var before = fence;
        try
        {
            processor.ProcessLine(new StringSlice(line.TrimEnd('\r').ToString()));
        }
        catch (ArgumentException)
        {
            // Nested too deeply for Markdig: from here on nothing is taken for code.
            (processor, fence) = (null, null);
            return CodeLine.None;
        }

        fence = processor.CurrentBlock is FencedCodeBlock { IsOpen: true } open ? open : null;
        if (fence is not null)
            return fence == before ? CodeLine.Code : CodeLine.Fence;
        return before is not null && Closes(before, line.Trim(" \t\r>")) ? CodeLine.Fence : CodeLine.None;
    }

    /// <summary>Whether a fence ended with this line, and not with the list or quotation that it stood in.</summary>
    private static bool Closes(FencedCodeBlock fence, ReadOnlySpan<char> line) =>
        line.Length >= fence.OpeningFencedCharCount && line.IndexOfAnyExcept(fence.FencedChar) < 0;
}
