namespace Lectern.Server.Agent.Answers;

/// <content>Marks, links and pictures.</content>
internal sealed partial class AnswerScanner
{
    /// <summary>Labels whose words are being read, with what is written behind them.</summary>
    private readonly Stack<OpenLabel> labels = new();

    private AnswerPart.Mark? mark;

    /// <summary>The length that was written when the last mark was settled.</summary>
    private int markEnd = -1;

    /// <summary>
    /// The blanks of a mark that was left out, when words or another mark need them; null behind anything else.
    /// </summary>
    private string? lost;
    private bool keepsBlanks;

    /// <summary>
    /// The length that was written when something was last left out: what comes next would stand beside what came before.
    /// </summary>
    private int joint = -1;

    private bool FollowsMark => written.Length == markEnd;

    private bool FollowsLeftOut => lost is not null && FollowsMark;

    private bool Bracket(int blanks)
    {
        var ahead = Ahead(blanks);
        if (ahead.Text[0] == '【')
        {
            return MarkSigns.Wide(ahead, out var wide, out var number) switch
            {
                RuleOutcome.Unclear => false,
                RuleOutcome.Found => Mark(blanks, wide, number) ?? Words(blanks + 1),
                _ => Words(blanks + 1),
            };
        }

        var seen = Brackets.Label(ahead, out var close);
        if (seen != RuleOutcome.Found)
            return seen == RuleOutcome.Nothing && Words(blanks + 1);
        var length = close + 1;
        if (length == ahead.Text.Length && !isEnd)
            return false;
        var label = ahead.Text[1..close];
        if (length < ahead.Text.Length && ahead.Text[length] == '(')
        {
            seen = Brackets.Target(ahead.From(length), out var target);
            if (seen == RuleOutcome.Unclear)
                return false;
            if (seen == RuleOutcome.Found && Link(ref blanks, label.ToString(), target))
                return true;
        }
        else if (MarkSigns.IsNumbers(label) && Mark(blanks, length, label.ToString()) is { } decided)
        {
            return decided;
        }

        return Words(blanks + 1);
    }

    /// <summary>A picture, or the end of an exclamation.</summary>
    private bool Exclamation()
    {
        var ahead = Ahead();
        if (ahead.Text.Length == 1)
            return isEnd && Words(1);
        if (ahead.Text[1] != '[')
            return Words(1);
        var seen = Brackets.Label(ahead.From(1), out var close);
        var behind = close + 2;
        if (seen != RuleOutcome.Found || (behind == ahead.Text.Length && isEnd))
            return seen != RuleOutcome.Unclear && Words(1);
        if (behind == ahead.Text.Length)
            return false;
        var label = ahead.Text[2..(behind - 1)];
        var length = 0;
        if (ahead.Text[behind] == '(')
        {
            seen = Brackets.Target(ahead.From(behind), out var target);
            length = target.Length;
        }
        else if (ahead.Text[behind] == '[' && !MarkSigns.IsNumbers(label))
        {
            seen = Brackets.Label(ahead.From(behind), out close);
            length = close + 1;
        }
        else
        {
            return Words(1);
        }

        if (seen == RuleOutcome.Unclear)
            return false;
        if (seen == RuleOutcome.Nothing || !Brackets.IsPlain(label))
            return Words(1);
        labels.Push(new OpenLabel(Position + behind - 1, length + 1, label.ToString(), "", IsPicture: true));
        joint = written.Length;
        at += 2;
        return true;
    }

    /// <param name="blanks">Before it; 0 once they are written.</param>
    /// <returns>Whether it is a link as links usually are.</returns>
    private bool Link(ref int blanks, string label, LinkDestination target)
    {
        var length = label.Length + 2 + target.Length;
        if (!Brackets.IsPlain(label) || (blanks == 0 && written.Last == '!'))
            return false;
        if (!target.HasTitle && label.AsSpan().IndexOfAny("![]") < 0 && isKnown(target.Url) && !NamesAnother(label, target.Url))
            return Words(blanks + length);
        if (target is { HasTitle: false, Url.Length: > 0 } && !Addresses.MayBeMeant(target.Url))
            return false;
        if (blanks > 0)
            Words(blanks);
        blanks = 0;
        if (target.Url.Length > 0 && !written.KeepsCode(target.Url))
            return false;
        labels.Push(new OpenLabel(Position + label.Length + 1, target.Length + 1, label, target.Url, IsPicture: false));
        joint = written.Length;
        at++;
        return true;
    }

    /// <summary>Writes where a link would have led.</summary>
    private bool EndLabel()
    {
        var label = labels.Pop();
        at += label.Length;
        if (label.IsPicture)
        {
            Say(" (image left out)");
        }
        else if (label.Url.Length > 0 && label.Url != label.Text)
        {
            Say(" (");
            SayApart(label.Url, ')');
            Say(")");
        }
        else
        {
            joint = written.Length;
        }

        return true;
    }

    /// <summary>A link that is called like an address and leads to another one.</summary>
    private static bool NamesAnother(string label, string url) =>
        label != url && (label.Contains("://", StringComparison.Ordinal) || Addresses.Scheme(label.AsSpan().Trim()) > 0);

    /// <returns>Null when it is no mark; else whether that could be decided.</returns>
    private bool? Mark(int blanks, int length, string label)
    {
        if (marks is not { IsEmpty: false } || endOfCode >= 0 || written.Fence is not null)
            return null;
        var numbers = MarkSigns.Numbers(label);
        if (numbers.Count == 0 || !numbers.All(marks.Holds))
            return null;

        // One that begins in a link's words and ends behind them would take the link's target with it.
        if (labels.TryPeek(out var open) && Position + blanks + length > open.End)
            return null;
        var before = string.Concat(written.Paragraph(MarkPlace.Before), held.AsSpan(at, blanks));
        var place = MarkPlace.Of(
            before, label, Ahead(blanks + length), written.MayBeginBlock && blanks == 0, FollowsMark, held[at + blanks] == '【');
        if (place is BracketKind.Text or BracketKind.Unclear)
            return place == BracketKind.Text ? null : false;
        var after = Ahead(blanks + length);
        var space = blanks == 0 && FollowsLeftOut ? lost! : held.Substring(at, blanks);
        var text = held.Substring(at + blanks, length);
        if (!MarkSigns.HasOnlyWords(text))
            text = $"【{label}】";
        mark = new AnswerPart.Mark(numbers, text, space, place == BracketKind.Maybe);
        keepsBlanks = !MarkPlace.TakesBlanks(after);
        at += blanks + length;
        return true;
    }

    private void Settle(AnswerPart.Mark asked)
    {
        written.Words(asked.Written);
        markEnd = asked.MayBeText || asked.IsText ? -1 : written.Length;
        lost = asked.Written.Length > 0 ? null : keepsBlanks ? asked.Before : "";
        if (lost is not null)
            joint = written.Length;
    }

    /// <summary>Whether more has to come before it can be told what stands beside what was left out.</summary>
    private bool IsJointUnclear => written.Length == joint && !isEnd && !MarkPlace.IsClear(Ahead());

    /// <summary>
    /// A mark that was left out between two words leaves its blanks there; and what stood on both sides of something that was
    /// left out makes no new word, nor a tag or an address, of the two.
    /// </summary>
    /// <param name="first">What is written next.</param>
    private void BeforeWords(char first)
    {
        if (FollowsLeftOut && lost!.Length > 0)
        {
            words.Append(lost);
            written.Words(lost);
        }
        else if (written.Length == joint && !char.IsWhiteSpace(first) && !MayJoin(written.Last)
            && !MarkPlace.TakesBlanks(Ahead()))
        {
            words.Append(' ');
            written.Words(" ");
        }

        (lost, joint) = (null, -1);
    }

    /// <summary>Whether nothing that ends so is changed by what follows.</summary>
    private static bool MayJoin(char last) => char.IsWhiteSpace(last) || "(*“„‘«>—–".Contains(last);

    /// <param name="End">Where the label ends, at its bracket.</param>
    /// <param name="Length">From there to the end of what is written anew.</param>
    private sealed record OpenLabel(long End, int Length, string Text, string Url, bool IsPicture);
}
