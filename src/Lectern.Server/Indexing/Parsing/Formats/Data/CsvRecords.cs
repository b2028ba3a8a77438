using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats.Data;

/// <summary>
/// The rows of delimited text. A quote opens a field only where one that closes it stands before a delimiter or a line's end;
/// else it is a sign as any other, such as the inch of a pipe. For one reading.
/// </summary>
internal sealed class CsvRecords(string text, int start, char delimiter)
{
    /// <summary>A quoted field is not longer; what opens it then is a sign.</summary>
    private const int LongestQuoted = 128 * 1024;

    private int at = start;

    /// <summary>From where the last reading ended; rows without a field that has text are left out.</summary>
    public IEnumerable<IReadOnlyList<string>> Read()
    {
        while (at < text.Length)
        {
            var row = Row();
            if (row.Exists(f => f.Length > 0))
                yield return row;
        }
    }

    private List<string> Row()
    {
        var row = new List<string>();
        while (true)
        {
            row.Add(Field().Trim());
            if (at >= text.Length)
                return row;
            var ended = text[at++];
            if (ended == delimiter)
                continue;
            if (ended == '\r' && at < text.Length && text[at] == '\n')
                at++;
            return row;
        }
    }

    /// <summary>Stops at the sign that ends it.</summary>
    private string Field()
    {
        var first = at;
        while (first < text.Length && text[first] == ' ' && delimiter != ' ')
            first++;
        if (first < text.Length && text[first] == '"' && ClosingQuote(first) is { } closing)
        {
            at = closing.Next;
            return text[(first + 1)..closing.Quote].Replace("\"\"", "\"", StringComparison.Ordinal);
        }

        var end = text.AsSpan(at).IndexOfAny(delimiter, '\n', '\r') is >= 0 and var found ? at + found : text.Length;
        var field = text[at..end];
        at = end;
        return field;
    }

    /// <returns>Null when the quote opens nothing; else where it is closed, and where the field ends.</returns>
    private (int Quote, int Next)? ClosingQuote(int open)
    {
        var last = Math.Min(text.Length, open + LongestQuoted);
        for (var i = open + 1; i < last; i++)
        {
            if (text[i] != '"')
                continue;
            if (i + 1 < text.Length && text[i + 1] == '"')
            {
                i++;
                continue;
            }

            var next = i + 1;
            while (next < text.Length && text[next] == ' ' && delimiter != ' ')
                next++;
            return next >= text.Length || text[next] == delimiter || text[next] is '\n' or '\r' ? (i, next) : null;
        }

        return null;
    }
}
