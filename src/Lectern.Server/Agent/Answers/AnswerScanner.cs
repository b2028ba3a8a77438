using System.Buffers;
using System.Text;

namespace Lectern.Server.Agent.Answers;

/// <summary>
/// Takes what a model says and hands on words that are safe to render, and the marks between them. Nothing that any program would
/// make a link, a picture, HTML or a definition of comes out, unless its address is known; code that all programs agree on, and
/// all words, come out as they are. Holds back only what may still become one of these, a bounded way. For one text, or for
/// several that follow each other.
/// </summary>
/// <param name="isKnown">Whether the user or a document named an address.</param>
/// <param name="marks">What marks may name; null where they mean nothing.</param>
internal sealed partial class AnswerScanner(Func<string, bool> isKnown, IMarked? marks)
{
    private const int MaxBlanks = 100;

    private static readonly SearchValues<char> Special = SearchValues.Create(" `~[【!\\<>&:/.@(\r\nhHfFwW");

    private readonly WrittenText written = new();
    private readonly StringBuilder words = new();
    private string held = "";
    private int at;
    private bool isEnd;

    /// <summary>Where <see cref="held"/> begins in all that came.</summary>
    private long taken;

    /// <summary>Decisions taken so far, for tests: they grow with the text and no faster.</summary>
    public long Steps { get; private set; }

    /// <summary>The most that was held back at once, for tests.</summary>
    public int LongestHeld { get; private set; }

    private long Position => taken + at;

    /// <returns>What is certain now. Each mark is settled by its reader before the next part is taken.</returns>
    public IEnumerable<AnswerPart> Add(string piece)
    {
        LongestHeld = Math.Max(LongestHeld, held.Length - at);
        taken += at;
        held = string.Concat(held.AsSpan(at), piece);
        at = 0;
        return Parts();
    }

    /// <returns>The rest of a text. What comes next may be read behind it or by itself.</returns>
    public IEnumerable<AnswerPart> End()
    {
        isEnd = true;
        try
        {
            foreach (var part in Parts())
                yield return part;
        }
        finally
        {
            (isEnd, lost, joint, endOfCode) = (false, null, -1, -1);
            written.Seam();
        }
    }

    private IEnumerable<AnswerPart> Parts()
    {
        while (at < held.Length && Take())
        {
            Steps++;
            if (mark is not { } asked)
                continue;
            if (words.Length > 0)
                yield return Said();
            mark = null;
            yield return asked;
            Settle(asked);
        }

        if (words.Length > 0)
            yield return Said();
    }

    private AnswerPart.Words Said()
    {
        var said = new AnswerPart.Words(words.ToString());
        words.Clear();
        return said;
    }

    /// <returns>Whether something was decided; if not, more has to come first.</returns>
    private bool Take()
    {
        if (labels.TryPeek(out var label) && label.End == Position)
            return EndLabel();
        if (written.NeedsBlank(held[at]))
            Say(" ");
        if (written.Fence is { IsSure: true } fence)
            return InFence(fence);
        if (IsJointUnclear)
            return false;
        if (held[at] is not (' ' or '[' or '【' or '\\'))
            BeforeWords(held[at]);
        return held[at] switch
        {
            ' ' when written.BeginsLine && !FollowsLeftOut && labels.Count == 0 => Indent(),
            ' ' => Blanks(),
            '`' => Ticks(),
            '~' => Tildes(),
            '[' or '【' => Bracket(0),
            '!' => Exclamation(),
            '\\' => Backslash(0),
            '<' => Tag(),
            '>' when written.MayEndTag => Replace(1, "&gt;"),
            '&' => Reference(),
            ':' => Colon(),
            '/' => Slash(),
            '.' => Point(),
            '@' => Mail(),
            '(' when written.EndsLabel => Replace(1, " ("),
            'h' or 'H' or 'f' or 'F' or 'w' or 'W' => Scheme(),
            _ => Plain(),
        };
    }

    private TextAhead Ahead(int skipped = 0) => new(held.AsSpan(at + skipped), isEnd);

    private bool Plain()
    {
        var end = held.AsSpan(at + 1).IndexOfAny(Special);
        return Words(end < 0 ? held.Length - at : end + 1);
    }

    /// <summary>Blanks go with the mark that follows them, and with one that was left out before a point or a comma.</summary>
    private bool Blanks()
    {
        var ahead = Ahead().Upto(MaxBlanks);
        var run = Chars.Run(ahead.Text);
        if (run == ahead.Text.Length && !ahead.IsAll)
            return marks is not { IsEmpty: false } && Words(run);
        var next = run < ahead.Text.Length ? ahead.Text[run] : '\n';
        if (FollowsLeftOut && (written.MayBeginBlock || next is '.' or ',' or ')'))
        {
            if (run + 1 >= ahead.Text.Length && !ahead.IsAll)
                return false;
            if (written.MayBeginBlock || run + 1 >= ahead.Text.Length || char.IsWhiteSpace(ahead.Text[run + 1]))
            {
                at += run;
                return true;
            }
        }

        if (written.MayBeginBlock)
            return Words(run);
        return next switch
        {
            '[' or '【' => Bracket(run),
            '\\' => Backslash(run),
            _ => Words(run),
        };
    }

    /// <summary>A backslash and the sign that it escapes.</summary>
    private bool Backslash(int blanks)
    {
        var ahead = Ahead(blanks);
        if (ahead.Text.Length == 1)
            return isEnd && Words(blanks + 1);
        if (ahead.Text[1] == '[')
        {
            var seen = MarkSigns.Escaped(ahead, out var length, out var numbers);
            if (seen == RuleOutcome.Unclear)
                return false;
            if (seen == RuleOutcome.Found && Mark(blanks, length, numbers) is { } decided)
                return decided;
        }

        // In HTML nothing is escaped.
        return Words(blanks + ("[]()`\\!*_~$|".Contains(ahead.Text[1]) || (ahead.Text[1] == '<' && !written.IsHtml)
            || (ahead.Text[1] == '>' && !written.MayEndTag) ? 2 : 1));
    }

    private bool Reference() => References.Hides(Ahead()) switch
    {
        RuleOutcome.Unclear => false,
        RuleOutcome.Found => Unmark("&amp;"),
        _ => Words(1),
    };

    /// <summary>Takes characters as they are.</summary>
    private bool Words(int length)
    {
        if (labels.TryPeek(out var label))
            length = (int)Math.Min(length, label.End - Position);
        Say(held.AsSpan(at, length));
        at += length;
        return true;
    }

    /// <summary>Writes a sign so that it begins nothing. Code would show a reference or an escape, but no blank is one.</summary>
    /// <param name="with">Where it is no code.</param>
    private bool Unmark(string with) => Replace(1, !written.MayBeginWithCode ? with : held[at] == ':' ? " :" : $"{held[at]} ");

    private bool Replace(int length, ReadOnlySpan<char> with)
    {
        Say(with);
        at += length;
        return true;
    }

    private void Say(ReadOnlySpan<char> more)
    {
        if (more.Length == 0)
            return;
        BeforeWords(more[0]);
        words.Append(more);
        written.Words(more);
    }
}
