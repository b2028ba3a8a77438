namespace Lectern.Server.Agent.Answers;

/// <content>Addresses in the text, HTML, and the definitions that references lead to.</content>
internal sealed partial class AnswerScanner
{
    private const int MaxAddress = 1_000, MaxHost = 300, MaxMail = 64;

    /// <summary>
    /// Tags that only format stay, known addresses in angle brackets too, and all else that could be HTML becomes words.
    /// </summary>
    private bool Tag()
    {
        var ahead = Ahead();
        var seen = Tags.Formatting(ahead, out var length);
        if (seen == RuleOutcome.Unclear)
            return false;
        if (written.MayEndTag)
            return Unmark("&lt;");
        if (seen == RuleOutcome.Found)
        {
            var tag = held.AsSpan(at, length);
            BeforeWords('<');
            words.Append(tag);
            written.Tag(tag);
            at += length;
            return true;
        }

        var start = Addresses.Scheme(ahead.Text[1..]);
        if (start == 0 && !isEnd && Addresses.MayBecomeScheme(ahead.Text[1..]))
            return false;
        if (start > 0)
        {
            if (Addresses.Length(ahead.From(1).Upto(MaxAddress), out _) is not { } found)
                return false;
            var url = ahead.Text.Slice(1, found);
            var behind = found + 1 < ahead.Text.Length ? ahead.Text[found + 1] : '\n';
            if (isKnown(url.ToString()))
                return behind == '>' ? Words(found + 2) : Unmark("&lt;");
            return found > start && behind != '`' && written.KeepsCode(url) ? Words(1) : Unmark("&lt;");
        }

        seen = Tags.Html(ahead, written.MayBeginBlock || written.IsHtml);
        if (seen != RuleOutcome.Found)
            return seen == RuleOutcome.Nothing && Words(1);
        var close = ahead.Upto(MaxMail).Text.IndexOf('>');
        return close > 0 && ahead.Text[..close].Contains('@') && isKnown(ahead.Text[1..close].ToString())
            ? Words(close + 1) : Unmark("&lt;");
    }

    private bool Scheme()
    {
        var ahead = Ahead();
        if (char.IsAsciiLetterOrDigit(written.Last))
            return Words(1);
        if (!isEnd && Addresses.MayBecomeScheme(ahead.Text))
            return false;
        var start = Addresses.Scheme(ahead.Text);
        if (start == 0)
            return Words(1);
        if (Addresses.Length(ahead.Upto(MaxAddress), out var goesOn) is not { } length)
            return false;
        if (length <= start && !goesOn)
            return Words(start);
        length = Math.Max(length, start);
        return !goesOn && isKnown(held.Substring(at, length)) ? Words(length) : Apart(length);
    }

    private bool Colon()
    {
        var ahead = Ahead();
        var isDefined = written.EndsDefined;
        if (isDefined)
        {
            var seen = References.Defines(ahead.From(1));
            if (seen != RuleOutcome.Nothing)
                return seen == RuleOutcome.Found && Unmark("\\:");
        }

        Words(1);
        if (isDefined)
            written.AllowDefinition();
        return true;
    }

    /// <summary>Two slashes before a host, or the second one behind a scheme.</summary>
    private bool Slash()
    {
        var ahead = Ahead();
        if (EndsWith("http:/") || EndsWith("https:/") || EndsWith("ftp:/"))
            return Rest(1);
        if (char.IsLetterOrDigit(written.Last) || written.Last is ':' or '/')
            return Words(1);
        if (ahead.Text.Length < 2)
            return isEnd && Words(1);
        if (ahead.Text[1] != '/')
            return Words(1);
        return Addresses.BeginsWithHost(ahead.From(2).Upto(MaxHost)) switch
        {
            null => false,
            true => Rest(2),
            _ => Words(1),
        };
    }

    private bool Point() => EndsWith("www") ? Rest(1) : Words(1);

    /// <summary>The host of a mail address; the name before it is written already.</summary>
    private bool Mail()
    {
        var name = Name(written.Line(MaxMail));
        if (name.Length == 0)
            return Words(1);
        var anyHost = name.Contains("mailto:", StringComparison.OrdinalIgnoreCase);
        if (Addresses.MailHost(Ahead(1).Upto(MaxHost), anyHost) is not { } length)
            return false;
        var rest = Ahead(1 + length).Text.TrimStart('.');
        var goesOn = rest.Length > 0 && rest[0] is ('\\' or '$');
        return length == 0 || (!goesOn && isKnown($"{name}@{held.AsSpan(at + 1, length)}")) ? Words(1) : Apart(length + 1);

        // Programs differ in what they take for a name; it has a letter or a digit in all of them, or a formula.
        static ReadOnlySpan<char> Name(ReadOnlySpan<char> text)
        {
            var start = text.Length;
            while (start > 0 && !char.IsWhiteSpace(text[start - 1])
                && (!"<>()[]".Contains(text[start - 1]) || Chars.Escapes(text[..(start - 1)])))
            {
                start--;
            }

            for (; start < text.Length && !char.IsLetterOrDigit(text[start]); start++)
            {
                // What stands before it.
            }

            var endsFormula = text.Length > 0 && (text[^1] == '$' || (text[^1] is ')' or ']' && Chars.Escapes(text[..^1])));
            return start == text.Length && endsFormula ? text[^1..] : text[start..];
        }
    }

    /// <summary>What goes on here with an address whose beginning is written already.</summary>
    /// <param name="sign">The length of the sign that makes it one.</param>
    private bool Rest(int sign)
    {
        var ahead = Ahead();
        if (Addresses.Length(ahead.Upto(MaxAddress), out var goesOn) is not { } length)
            return false;
        return length > sign ? Apart(length) : goesOn ? Apart(sign) : Words(1);
    }

    /// <summary>Writes an address so that no program makes a link of it.</summary>
    private bool Apart(int length)
    {
        SayApart(held.Substring(at, length), at + length < held.Length ? held[at + length] : '\n');
        at += length;
        return true;
    }

    private void SayApart(string address, char next)
    {
        if (next == '`' || !written.KeepsCode(address))
        {
            Say(Addresses.Apart(address));
            return;
        }

        BeforeWords('`');
        var code = $"`{address}`";
        words.Append(code);
        written.Code(code, 1);
    }

    /// <summary>Whether the line ends so, escapes left out.</summary>
    private bool EndsWith(string end)
    {
        Span<char> plain = stackalloc char[16];
        var length = 0;
        foreach (var c in written.Line(plain.Length))
        {
            if (c != '\\')
                plain[length++] = c;
        }

        return plain[..length].EndsWith(end, StringComparison.OrdinalIgnoreCase);
    }
}
