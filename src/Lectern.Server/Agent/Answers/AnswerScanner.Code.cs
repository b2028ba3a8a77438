using System.Buffers;

namespace Lectern.Server.Agent.Answers;

/// <content>Code: spans in a line, and fences.</content>
internal sealed partial class AnswerScanner
{
    /// <summary>UTF-16 characters of a span of code, and of a fence's line.</summary>
    private const int MaxCode = 1_000, MaxFenceLine = 300;

    private static readonly SearchValues<char> HidesAddresses = SearchValues.Create("<>&@/\\");

    private static readonly SearchValues<char> OddSpaces = SearchValues.Create("\v\f\0\u0085\u2028\u2029\uFEFF");

    /// <summary>Where a run of backticks stands that ends what may be code.</summary>
    private long endOfCode = -1;

    /// <summary>Backticks that open a fence, or a span of code up to the same run in the same line.</summary>
    private bool Ticks()
    {
        var ahead = Ahead().Upto(MaxCode);
        var run = Chars.Run(ahead.Text);
        if (run == ahead.Text.Length && !ahead.IsAll)
            return false;
        if (Position == endOfCode)
        {
            endOfCode = -1;
            return Words(run);
        }

        if (endOfCode >= 0 || written.Fence is not null)
            return Words(run);
        if (run >= 3 && written.MayBeginBlock && Fence(run) is { } decided)
            return decided;
        var seen = EndOfSpan(ahead, run, out var end);
        if (seen != RuleOutcome.Found)
            return seen == RuleOutcome.Nothing && Words(run);
        var code = ahead.Text[run..end];
        if (MayHide(code) && !written.KeepsCode(code, run))
        {
            endOfCode = Position + end;
            return Words(run);
        }

        var span = ahead.Text[..(end + run)];
        BeforeWords('`');
        words.Append(span);
        written.Code(span, run);
        at += span.Length;
        return true;
    }

    private bool Tildes()
    {
        var ahead = Ahead().Upto(MaxCode);
        var run = Chars.Run(ahead.Text);
        if (run == ahead.Text.Length && !ahead.IsAll)
            return false;
        return (run >= 3 && written.MayBeginBlock && written.Fence is null && endOfCode < 0 ? Fence(run) : null) ?? Words(run);
    }

    /// <returns>Null when it is no fence; else whether that could be decided.</returns>
    private bool? Fence(int run)
    {
        var ahead = Ahead().Upto(MaxFenceLine);
        var sign = ahead.Text[0];
        var rest = ahead.Text[Math.Min(run, ahead.Text.Length)..];
        var end = rest.IndexOfAny('\n', '\r');
        var info = end < 0 ? rest : rest[..end];
        var isOdd = info.ContainsAny(OddSpaces);
        if (sign == '`' && info.Contains('`') && !isOdd)
            return null;
        if (end < 0 && !ahead.IsAll)
            return false;
        if (!IsPlain(info) || (end < 0 && ahead.Text.Length == MaxFenceLine))
        {
            written.OpenDoubtfulFence(sign, run);
            return Words(run);
        }

        var line = ahead.Text[..(run + info.Length)];
        BeforeWords(sign);
        words.Append(line);
        written.OpenFence(line, run);
        at += line.Length;
        return true;

        // The name of a language, perhaps with attributes.
        static bool IsPlain(ReadOnlySpan<char> info)
        {
            foreach (var c in info)
            {
                if (!char.IsAsciiLetterOrDigit(c) && !" \t+-#._{}=\",".Contains(c))
                    return false;
            }

            return !info.Contains("www", StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>Blanks at a line's beginning, which may make code of the line.</summary>
    private bool Indent()
    {
        var ahead = Ahead().Upto(MaxBlanks);
        var blanks = Chars.Run(ahead.Text);
        if (blanks == ahead.Text.Length && !ahead.IsAll)
            return false;
        if (blanks >= 4 && blanks < ahead.Text.Length && !char.IsWhiteSpace(ahead.Text[blanks]) && written.MayIndentCode)
        {
            written.OpenIndentedCode();
            return true;
        }

        return Words(blanks);
    }

    /// <summary>In a fence that every program sees all is code until its end.</summary>
    private bool InFence(CodeFence fence)
    {
        var ahead = Ahead();
        var end = ahead.Text.IndexOfAny('\n', '\r');
        var line = end < 0 ? ahead.Text : ahead.Text[..end];
        if (written.BeginsLine && !(ahead.Text[0] == '\n' && written.Last == '\r'))
        {
            switch (fence.Read(ahead))
            {
                case null:
                    return false;
                case FenceLine.Doubtful:
                    written.Doubt();
                    return true;
                case FenceLine.Ends:
                    written.EndIndentedCode();
                    return true;
                case FenceLine.Closes:
                    words.Append(line);
                    written.CloseFence(line);
                    at += line.Length;
                    return true;
            }
        }

        if (line.Length == 0)
            return Words(1);
        var isDoubtful = false;
        if (written.EndOfFormula is { } formula)
        {
            // Behind it all is live to a program that has taken the fence for a part of the formula.
            var last = line.IndexOf(formula, StringComparison.Ordinal);
            isDoubtful = last >= 0;
            line = isDoubtful ? line[..(last + formula.Length)] : end < 0 && !isEnd && line[^1] == formula[0] ? line[..^1] : line;
        }

        words.Append(line);
        written.FencedCode(line);
        at += line.Length;
        if (isDoubtful)
            written.Doubt();
        return line.Length > 0;
    }

    private static RuleOutcome EndOfSpan(TextAhead ahead, int run, out int end)
    {
        var text = ahead.Text;
        for (end = run; end < text.Length; end++)
        {
            if (Chars.IsNewline(text[end]))
                return RuleOutcome.Nothing;
            if (text[end] != '`')
                continue;
            var other = Chars.Run(text[end..]);
            if (end + other == text.Length && !ahead.IsAll)
                return RuleOutcome.Unclear;
            if (other == run)
                return RuleOutcome.Found;
            end += other - 1;
        }

        return ahead.IsAll ? RuleOutcome.Nothing : RuleOutcome.Unclear;
    }

    /// <summary>Whether something stands in code that must not stand outside of it.</summary>
    private static bool MayHide(ReadOnlySpan<char> code) =>
        code.ContainsAny(HidesAddresses) || code.Contains("](", StringComparison.Ordinal)
        || code.Contains("]:", StringComparison.Ordinal)
        || code.Contains("www", StringComparison.OrdinalIgnoreCase);
}
