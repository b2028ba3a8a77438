namespace Lectern.Server.Text;

/// <summary>
/// Splits text into sentences by rules: an end mark, then white space, then what can begin a sentence; not after an
/// abbreviation, an initial or a list number. Blank lines and list items end sentences too, and lines do where each says
/// something of its own. Thread-safe.
/// </summary>
internal static class SentenceSplitter
{
    /// <summary>Signs that end a sentence whatever follows, of scripts that have their own.</summary>
    private const string Ends = "。！？؟۔।॥｡\u0589\u104B\u1362\u17D4";

    /// <summary>What ends a quotation or stands in brackets behind the sentence's end, and belongs to it.</summary>
    private const string Closing = "”’」』）】》〉";

    /// <summary>A longer line has sentences of its own.</summary>
    private const int LongestLine = 240;

    /// <returns>Spans in order, without the white space around them; together they hold everything else.</returns>
    public static IEnumerable<(int Start, int Length)> Split(string text)
    {
        var start = 0;
        var marks = default(Marks);
        var (lines, lineEnd, isUnit) = (LineUnits.Are(text), -1, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (lines && i > lineEnd)
            {
                lineEnd = text.IndexOf('\n', i) is >= 0 and var found ? found : text.Length;
                isUnit = lineEnd - i <= LongestLine;
            }

            if (isUnit && text[i] != '\n')
                continue;
            var end = EndsAt(text, start, i, lines, ref marks);
            if (end < 0)
                continue;
            if (Trim(text, start, end) is { Length: > 0 } span)
                yield return span;
            start = end;
            i = end - 1;
        }

        if (Trim(text, start, text.Length) is { Length: > 0 } last)
            yield return last;
    }

    /// <returns>The offset after the sentence whose end mark stands at <paramref name="i"/>, or -1.</returns>
    private static int EndsAt(string text, int start, int i, bool lines, ref Marks marks)
    {
        var c = text[i];
        if (c == '\n')
            return lines || IsBreak(text, i) ? i + 1 : -1;
        if (Ends.Contains(c))
            return BehindClosing(text, i + 1);
        if (c == ' ' && UnspacedClause.EndsAt(text, start, i))
            return i + 1;
        if (c is not ('.' or '!' or '?' or '…'))
            return -1;

        // What ends here ends there too: a row of dots is looked through once, not once for each of them.
        if (i >= marks.End)
            marks = Marks.Behind(text, i);
        if (marks.End >= text.Length)
            return text.Length;
        if (!char.IsWhiteSpace(text[marks.End]) || (c == '.' && WordStop.IsAt(text, i)))
            return -1;
        return marks.Next >= text.Length || !char.IsLower(text[marks.Next]) ? marks.End : -1;
    }

    private static int BehindClosing(string text, int end)
    {
        while (end < text.Length && Closing.Contains(text[end]))
            end++;
        return end;
    }

    /// <summary>A blank line, or a line that begins a list item, a heading or a table row.</summary>
    private static bool IsBreak(string text, int newline)
    {
        if (newline + 1 >= text.Length)
            return true;
        var next = text[newline + 1];
        return next is '\n' or '#' or '|' or '>'
            || (next is '-' or '*' or '•' && newline + 2 < text.Length && text[newline + 2] == ' ');
    }

    private static (int Start, int Length) Trim(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        return (start, end - start);
    }

    /// <param name="End">Behind an end mark and the marks that follow it.</param>
    /// <param name="Next">The first character there that is no white space.</param>
    private readonly record struct Marks(int End, int Next)
    {
        public static Marks Behind(string text, int mark)
        {
            var end = mark + 1;
            while (end < text.Length && text[end] is '.' or '!' or '?' or '"' or '\'' or ')' or ']' or '”' or '’' or '»' or '“')
            {
                if (++end >= text.Length)
                    break;
            }

            var next = end;
            while (next < text.Length && char.IsWhiteSpace(text[next]))
                next++;
            return new Marks(end, next);
        }
    }
}
