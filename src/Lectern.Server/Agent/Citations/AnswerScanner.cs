namespace Lectern.Server.Agent.Citations;

/// <summary>
/// Takes a streamed Markdown answer apart: marks, links, pictures, addresses, and the words between. Holds back only what may still
/// become one of these, so words come out as they came in. What stands in code is words. HTML that does more than format becomes
/// text, and no line defines a link. For one answer.
/// </summary>
internal sealed class AnswerScanner
{
    /// <summary>UTF-16 characters. What is longer is no mark, link or code, but words.</summary>
    private const int MaxHeld = 2_000;

    private const int MaxLine = 64;

    private readonly List<AnswerPart> found = [];
    private string held = "";

    /// <summary>The code fence that is open.</summary>
    private string? fence;

    /// <summary>The beginning of the line that <see cref="held"/> goes on.</summary>
    private string line = "";

    /// <summary>The character before <see cref="held"/>.</summary>
    private char last = '\n';

    /// <returns>What is certain now.</returns>
    public IReadOnlyList<AnswerPart> Add(string piece)
    {
        found.Clear();
        foreach (var part in piece.Chunk(MaxHeld))
        {
            held += new string(part);
            TakeAll(isEnd: false);
        }

        return [.. found];
    }

    /// <returns>The rest.</returns>
    public IReadOnlyList<AnswerPart> End()
    {
        found.Clear();
        TakeAll(isEnd: true);
        (fence, line, last) = (null, "", '\n');
        return [.. found];
    }

    private void TakeAll(bool isEnd)
    {
        while (held.Length > 0 && (fence is null ? Take(isEnd) : TakeInFence(isEnd)))
        {
            // Each turn takes something.
        }
    }

    /// <returns>Whether something was taken; if not, more has to come first.</returns>
    private bool Take(bool isEnd)
    {
        var at = 0;
        while (at < held.Length && !IsSpecial(at))
            at++;

        // The white space before a mark goes with the mark.
        var words = at < held.Length && held[at] is '[' or '【' ? held.AsSpan(0, at).TrimEnd(' ').Length : at;
        if (words > 0)
        {
            Words(words);
            return true;
        }

        var next = held[at] switch
        {
            '`' or '~' => Code(isEnd),
            '[' or '【' => Bracket(at, isEnd),
            '!' => Exclamation(isEnd),
            '\\' => Backslash(),
            '<' => Tag(),
            _ => Address(isEnd),
        };
        if (next == Next.Unclear && !isEnd && held.Length <= MaxHeld)
            return false;
        if (next != Next.Taken)
            Plain(at);
        return true;
    }

    private bool TakeInFence(bool isEnd)
    {
        var newline = held.IndexOf('\n', StringComparison.Ordinal);
        var whole = line + (newline < 0 ? held : held[..newline]);
        var sign = whole.AsSpan().Trim([' ', '\t', '>']);
        var mayClose = sign.Trim(fence![0]).Length == 0;
        if (newline < 0 && mayClose && !isEnd)
            return false;
        var closes = mayClose && sign.Length >= fence.Length;
        Words(newline < 0 ? held.Length : newline + 1);
        if (closes)
            fence = null;
        return true;
    }

    private bool IsSpecial(int at) => held[at] switch
    {
        '`' or '[' or '【' or '!' or '\\' or '<' => true,
        '~' => BeginsLine(at),
        'h' or 'H' or 'f' or 'F' or 'w' or 'W' => !char.IsLetterOrDigit(Before(at)) && AnswerSigns.MayBeAddress(held.AsSpan(at)),
        _ => false,
    };

    private char Before(int at) => at == 0 ? last : held[at - 1];

    private bool BeginsLine(int at)
    {
        var newline = at == 0 ? -1 : held.LastIndexOf('\n', at - 1);
        return AnswerSigns.LineBeginning.IsMatch(newline < 0 ? line + held[..at] : held[(newline + 1)..at]);
    }

    /// <summary>A run of backticks or tildes that opens a fence, or a span of code up to the same run in the same line.</summary>
    private Next Code(bool isEnd)
    {
        var run = held.AsSpan().IndexOfAnyExcept(held[0]);
        if (run < 0)
            return Next.Unclear;
        if (run >= 3 && BeginsLine(0))
        {
            fence = held[..run];
            Words(run);

            // So that it does not close itself.
            line = "opened";
            return Next.Taken;
        }

        if (held[0] == '~')
            return Next.Nothing;
        for (var i = run; i < held.Length && held[i] != '\n';)
        {
            if (held[i] != '`')
            {
                i++;
                continue;
            }

            var end = i;
            while (end < held.Length && held[end] == '`')
                end++;
            if (end == held.Length && !isEnd)
                return Next.Unclear;
            if (end - i == run)
            {
                Words(end);
                return Next.Taken;
            }

            i = end;
        }

        return held.Contains('\n', StringComparison.Ordinal) ? Next.Nothing : Next.Unclear;
    }

    private Next Bracket(int at, bool isEnd)
    {
        var text = held.AsSpan(at);
        if (held[at] == '【')
        {
            var wide = AnswerSigns.WideMark.Match(held, at);
            return wide.Success ? Mark(wide.Groups[1].Value, at, wide.Length)
                : text.ContainsAny('】', '\n') ? Next.Nothing : Next.Unclear;
        }

        var close = AnswerSigns.Closing(text);
        if (close is null)
            return AnswerSigns.EndsParagraph(text) ? Next.Nothing : Next.Unclear;
        var label = held.Substring(at + 1, close.Value - 1);
        var next = at + close.Value + 1;
        if (next == held.Length && !isEnd)
            return Next.Unclear;
        var isMark = AnswerSigns.Mark.IsMatch(label);
        if (next < held.Length && held[next] == '(')
        {
            var target = AnswerSigns.Target.Match(held, next);
            if (target.Success)
                return Link(label, target, at);
            if (!AnswerSigns.Closes(held.AsSpan(next)) && !isEnd)
                return Next.Unclear;
        }

        if (isMark)
            return Mark(label, at, close.Value + 1);
        if (next < held.Length && held[next] == ':' && BeginsLine(at))
        {
            Words(at);
            Replace(1, new AnswerPart.Words("\\["));
            return Next.Taken;
        }

        return Next.Nothing;
    }

    private Next Link(string label, System.Text.RegularExpressions.Match target, int at)
    {
        var url = target.Groups["url"].Value;
        var isPicture = Before(at) == '!';
        Words(at);
        Replace(
            target.Index + target.Length - at,
            isPicture ? new AnswerPart.Picture(label) : new AnswerPart.Link(label, url, held[..(target.Index + target.Length - at)]));
        return Next.Taken;
    }

    private Next Mark(string numbers, int at, int length)
    {
        Replace(at + length, new AnswerPart.Mark(AnswerSigns.Numbers(numbers), held.Substring(at, length), held[..at]));
        return Next.Taken;
    }

    /// <summary>A picture, or the end of an exclamation.</summary>
    private Next Exclamation(bool isEnd)
    {
        if (held.Length == 1)
            return Next.Unclear;
        if (held[1] != '[')
            return Next.Nothing;
        if (AnswerSigns.Closing(held.AsSpan(1)) is not { } close)
            return AnswerSigns.EndsParagraph(held) ? Next.Nothing : Next.Unclear;
        var label = held[2..(1 + close)];
        var next = close + 2;
        if (next == held.Length)
            return isEnd ? Next.Nothing : Next.Unclear;
        if (held[next] == '(')
        {
            var target = AnswerSigns.Target.Match(held, next);
            if (target.Success)
                Replace(next + target.Length, new AnswerPart.Picture(label));
            return target.Success ? Next.Taken : AnswerSigns.Closes(held.AsSpan(next)) ? Next.Nothing : Next.Unclear;
        }

        if (held[next] != '[' || AnswerSigns.Mark.IsMatch(label))
            return Next.Nothing;
        if (AnswerSigns.Closing(held.AsSpan(next)) is not { } second)
            return AnswerSigns.EndsParagraph(held.AsSpan(next)) ? Next.Nothing : Next.Unclear;
        Replace(next + second + 1, new AnswerPart.Picture(label));
        return Next.Taken;
    }

    /// <summary>An escaped sign is words; an escaped mark still looks like one to a reader.</summary>
    private Next Backslash()
    {
        if (held.Length == 1)
            return Next.Unclear;
        if (held[1] == '[')
        {
            var mark = AnswerSigns.EscapedMark.Match(held);
            if (mark.Success)
                return Mark(mark.Groups[1].Value, 0, mark.Length);
            if (AnswerSigns.EscapedMarkBeginning.IsMatch(held))
                return Next.Unclear;
        }

        Words(2);
        return Next.Taken;
    }

    /// <summary>Tags that only format stay, addresses in angle brackets are told apart behind them, and all else becomes text.</summary>
    private Next Tag()
    {
        var tag = AnswerSigns.FormattingTag.Match(held);
        if (tag.Success)
        {
            Words(tag.Length);
            return Next.Taken;
        }

        if (AnswerSigns.FormattingTagBeginning.IsMatch(held) || (held.Length < 9 && AnswerSigns.MayBeAddress(held.AsSpan(1))))
            return Next.Unclear;
        if (AnswerSigns.MayBeAddress(held.AsSpan(1)) || !(char.IsAsciiLetter(held[1]) || held[1] is '/' or '!' or '?'))
            Words(1);
        else
            Replace(1, new AnswerPart.Words("&lt;"));
        return Next.Taken;
    }

    private Next Address(bool isEnd)
    {
        if (AnswerSigns.AddressBeginning(held) == 0)
            return Next.Unclear;
        var end = held.AsSpan().IndexOfAny(AnswerSigns.AddressEnds);
        if (end < 0 && !isEnd && held.Length <= MaxHeld)
            return Next.Unclear;
        var url = held[..(end < 0 ? held.Length : end)].TrimEnd('.', ',', ';', ':', '!', '?', '\'', '*', '_', ')', ']', '…');
        Replace(url.Length, new AnswerPart.Address(url));
        return Next.Taken;
    }

    /// <summary>The special sign that is none.</summary>
    private void Plain(int at)
    {
        var end = at + 1;
        while (held[at] is '`' or '~' && end < held.Length && held[end] == held[at])
            end++;
        if (held[at] == '<' && held.Length > 1)
            Replace(1, new AnswerPart.Words("&lt;"));
        else
            Words(end);
    }

    private void Words(int length) => Replace(length, new AnswerPart.Words(held[..length]));

    /// <summary>Takes characters off, with what they stand for.</summary>
    private void Replace(int length, AnswerPart part)
    {
        if (length == 0)
            return;
        var taken = held[..length];
        held = held[length..];
        last = taken[^1];
        var newline = taken.LastIndexOf('\n');
        line = newline < 0 ? line + taken : taken[(newline + 1)..];
        if (line.Length > MaxLine)
            line = line[..MaxLine];
        if (part is AnswerPart.Words more && found.Count > 0 && found[^1] is AnswerPart.Words before)
            found[^1] = new AnswerPart.Words(before.Text + more.Text);
        else
            found.Add(part);
    }

    private enum Next
    {
        Taken,
        Nothing,

        /// <summary>More has to come before it can be told.</summary>
        Unclear,
    }
}
