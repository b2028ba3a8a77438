using Markdig.Syntax;

namespace Lectern.Server.Agent.Answers;

/// <summary>
/// What was written so far, as programs will read it that render it: where a block may begin, what is code to all of them, and
/// where they begin to differ. What is in doubt is never code. For one text, or for several that a reader may join.
/// </summary>
internal sealed class WrittenText
{
    private const int MaxLine = 400;

    private readonly ParagraphSigns paragraph = new();
    private readonly BlockWatch blocks = new();
    private FencedCodeBlock? watched;
    private char[] text = new char[512];
    private int length, lineStart, blockStart, paragraphStart, firstSign, fenceStart;
    private bool isBlank = true, isAfterBlank, isSeam, mayDefine, endsWithFence, needsBlank;

    /// <summary>
    /// Whether the lines since the last empty one have all begun with a letter, at the left: they stand in no list, to no
    /// program.
    /// </summary>
    private bool isProse;

    /// <summary>Where the last text begins, and whether all its lines have begun with four blanks.</summary>
    private int textStart;
    private bool isIndented = true;

    public ReadOnlySpan<char> All => text.AsSpan(0, length);

    public int Length => length;

    /// <summary>The last character; a newline before the first.</summary>
    public char Last => length == 0 ? '\n' : text[length - 1];

    public bool BeginsLine => length == lineStart;

    /// <summary>Whether nothing stands in the line yet that keeps a block from beginning.</summary>
    public bool MayBeginBlock { get; private set; } = true;

    /// <summary>Whether a tag began a block, in which nothing is Markdown up to an empty line.</summary>
    public bool IsHtml { get; private set; }

    public CodeFence? Fence { get; private set; }

    /// <summary>Programs no longer agree on which lines are code.</summary>
    public bool IsInDoubt { get; private set; }

    /// <summary>
    /// What ends a formula of its own lines that is open. To a program that knows formulas nothing is code before that.
    /// </summary>
    public string? EndOfFormula { get; private set; }

    /// <summary>Whether a parenthesis would now make a link or a picture of what stands in brackets.</summary>
    public bool EndsLabel => Last == ']' && paragraph.HasBracket && !Chars.Escapes(All[..^1]);

    /// <summary>Whether a text has ended in what the beginning of the next one would be a part of, such as an address.</summary>
    public bool NeedsBlank(char next) =>
        !char.IsWhiteSpace(next) && (needsBlank || (next == '`' && Last == '`' && length == textStart));

    /// <summary>Whether a bracket would now end a tag that the text before began.</summary>
    public bool MayEndTag { get; private set; }

    /// <summary>Whether a colon would now make a reference's definition of what stands in brackets.</summary>
    public bool EndsDefined => Last == ']' && mayDefine && !Chars.Escapes(All[..^1]);

    /// <summary>The last characters of the paragraph.</summary>
    public ReadOnlySpan<char> Paragraph(int most) => All[Math.Max(paragraphStart, length - most)..];

    /// <summary>The last characters of the line.</summary>
    public ReadOnlySpan<char> Line(int most) => All[Math.Max(lineStart, length - most)..];

    /// <summary>Whether every program sees code in a span that would follow.</summary>
    public bool KeepsCode(ReadOnlySpan<char> code, int ticks = 1)
    {
        BeginLine();
        return !IsInDoubt && !IsHtml && !EndsFormula(code) && paragraph.Keeps(code, ticks, Last)
            && Last != '`' && !Chars.Escapes(All);
    }

    public void Words(ReadOnlySpan<char> words)
    {
        foreach (var c in words)
            Word(c);
    }

    /// <summary>A tag that only formats.</summary>
    public void Tag(ReadOnlySpan<char> tag)
    {
        BeginLine();
        IsHtml |= MayBeginBlock;
        Append(tag);
    }

    /// <summary>A span of code, whole.</summary>
    public void Code(ReadOnlySpan<char> span, int ticks)
    {
        BeginLine();
        paragraph.Code(span[ticks..^ticks], ticks, Last);
        if (EndsFormula(span))
            paragraph.Tear();
        MayBeginBlock = false;
        Append(span);
    }

    /// <summary>Words, or a line, in a fence that is sure.</summary>
    public void FencedCode(ReadOnlySpan<char> code) => Append(code);

    /// <summary>What stands behind it is the beginning of a line to a definition.</summary>
    public void AllowDefinition() => MayBeginBlock = true;

    /// <summary>The line that opens a fence, whole but for its newline.</summary>
    public void OpenFence(ReadOnlySpan<char> line, int run)
    {
        var sign = line[0];
        BeginLine();
        var before = Line(MaxLine).ToString();
        fenceStart = lineStart;
        Append(line);
        watched = IsInDoubt || IsHtml || isSeam || !IsIndent(before) ? null : blocks.OpenedFence(All);
        var isTop = watched?.Parent is MarkdownDocument;
        var isSure = watched is not null && watched.FencedChar == sign && watched.OpeningFencedCharCount == run
            && (!isTop || before.AsSpan().IndexOfAnyExcept(' ') < 0);
        IsInDoubt |= !isSure;
        Fence = new CodeFence(sign, run, before, isSure);
    }

    /// <summary>Whether a line with four blanks before its words would be code to all programs.</summary>
    public bool MayIndentCode => BeginsLine && isAfterBlank && !IsInDoubt && !isSeam && Fence is null
        && isProse && blocks.IsOutside(All);

    /// <summary>Whether the line is code where the text is read by itself and its blanks are kept.</summary>
    public bool MayBeginWithCode =>
        isIndented && IsIndented(All[Math.Max(lineStart, textStart)..]);

    public void OpenIndentedCode()
    {
        watched = null;
        Fence = CodeFence.Indented;
    }

    /// <summary>Indented code has ended with the line before.</summary>
    public void EndIndentedCode()
    {
        Fence = null;
        isAfterBlank = false;
        EndParagraph();
    }

    /// <summary>The line that closes the fence, whole but for its newline.</summary>
    public void CloseFence(ReadOnlySpan<char> line)
    {
        Append(line);
        IsInDoubt |= !blocks.Closes(watched!, All);
        Fence = null;
        isAfterBlank = false;
        EndParagraph();
    }

    /// <summary>A fence that some programs see.</summary>
    public void OpenDoubtfulFence(char sign, int run)
    {
        IsInDoubt = true;
        fenceStart = lineStart;
        Fence = new CodeFence(sign, run, "", IsSure: false);
    }

    /// <summary>Something that programs read differently: from here on no more code is certain.</summary>
    public void Doubt()
    {
        IsInDoubt = true;
        if (Fence is { IsSure: true } fence)
            Fence = fence with { IsSure = false };
    }

    /// <summary>A text ends, and another may be read behind it as if they were one, or by itself.</summary>
    public void Seam()
    {
        if (length == 0)
            return;
        if (Fence is { IsIndented: true })
            EndIndentedCode();
        if (Fence is not null || EndOfFormula is not null || Last is '$' or '\\')
            Doubt();
        Fence = null;
        textStart = length;
        isSeam = MayBeginBlock = isIndented = true;
        MayEndTag |= paragraph.HasOpenAngle || Last == '<';
        var tail = Line(MaxLine);
        needsBlank = tail.Length == MaxLine || Addresses.MayGoOn(tail);
        endsWithFence = CodeFence.MayBegin(tail);
    }

    /// <summary>Whether every program sees the same indent: behind a list's sign, or a tab, they do not.</summary>
    private static bool IsIndent(string before) => before.AsSpan().IndexOfAnyExcept(' ', '>') < 0;

    private static bool IsIndented(ReadOnlySpan<char> line) =>
        line.StartsWith("    ") || line[..Math.Min(line.Length, 4)].TrimStart(' ').StartsWith('\t');

    private void Word(char c)
    {
        var last = Last;
        if (Chars.IsNewline(c))
        {
            NewLine(c, last);
            return;
        }

        if (c is not (' ' or '\t'))
            BeginLine();
        paragraph.Words(c, last);
        if (c == '[' && last != '\\')
            mayDefine |= MayBeginBlock;
        if (MayBeginBlock && !Chars.BeginsBlocks(c))
        {
            MayBeginBlock = false;
            firstSign = length;
        }

        // A formula of its own lines holds lines that are no code to a program that knows formulas.
        if (EndOfFormula is null && firstSign == length - 1 && ((last == '$' && c == '$') || (last == '\\' && c == '[')))
            EndOfFormula = c == '$' ? "$$" : "\\]";
        else if (EndOfFormula is { } end && last == end[0] && c == end[1] && firstSign < length - 1)
            EndOfFormula = null;
        Append([c]);
    }

    private void NewLine(char c, char last)
    {
        if (c == '\n' && last == '\r' && lineStart == length)
        {
            Append([c]);
            blockStart += blockStart == lineStart ? 1 : 0;
            lineStart = length;
            return;
        }

        isIndented &= isBlank || IsIndented(All[Math.Max(lineStart, textStart)..]);
        if (!isBlank)
            isProse = char.IsAsciiLetter(text[lineStart]) && (isProse || lineStart == blockStart);
        if (isBlank)
            (isAfterBlank, paragraphStart) = (true, length);
        else if (Fence is { IsSure: false } loose && lineStart > fenceStart && loose.MayCloseWith(Line(MaxLine)))
            Fence = null;
        Append([c]);
        lineStart = length;
        if (isBlank)
            blockStart = length;
        (isBlank, MayBeginBlock, isSeam) = (true, true, false);
    }

    /// <summary>
    /// An empty line ends a paragraph, but to some programs not before a line that stands as far to the right as code.
    /// </summary>
    private void BeginLine()
    {
        if (isAfterBlank && length - lineStart < 4 && !All[lineStart..].Contains('\t'))
            EndParagraph();
        isAfterBlank = false;
    }

    private bool EndsFormula(ReadOnlySpan<char> code) =>
        EndOfFormula is not null && code.Contains(EndOfFormula, StringComparison.Ordinal);

    private void EndParagraph()
    {
        paragraph.Clear();
        paragraphStart = length;
        IsHtml = mayDefine = MayEndTag = false;
    }

    private void Append(ReadOnlySpan<char> more)
    {
        if (length + more.Length > text.Length)
            Array.Resize(ref text, Math.Max(text.Length * 2, length + more.Length));
        more.CopyTo(text.AsSpan(length));
        length += more.Length;
        IsInDoubt |= endsWithFence && !Chars.IsNewline(more[0]);
        needsBlank = endsWithFence = false;
        isBlank &= more.IndexOfAnyExcept(" \t\r\n".AsSpan()) < 0;
    }
}
