using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats.Mail;

/// <summary>The headers that say what a part of a mail is: their library reads each parameter with all before it.</summary>
internal static class PartHeaders
{
    /// <summary>What is wrong with a mail that has one without end.</summary>
    public const string Endless = "what it says of one of its parts has no end.";

    /// <summary>No program writes longer ones.</summary>
    private const int MaxBytes = 16 * 1024;

    /// <summary>Where those stand that are longer than any program writes, in order. Lines of a text are none.</summary>
    /// <param name="isMailbox">A line that begins with "From " begins a message.</param>
    public static List<int> TooLong(ReadOnlySpan<byte> mail, bool isMailbox)
    {
        var found = new List<int>();
        var place = new MailPlace();
        for (var at = mail.StartsWith("\uFEFF"u8) ? 3 : 0; at < mail.Length;)
        {
            var (start, end) = (at, LineEnd(mail, at));
            place.Line(mail[start..end], isMailbox);
            if (place.IsInHeaders && IsOfPart(mail[start..end]))
            {
                while (end < mail.Length && mail[end] is (byte)' ' or (byte)'\t')
                    end = LineEnd(mail, end);
                if (end - start > MaxBytes)
                    found.Add(start);
                place.Part(mail[start..end]);
            }

            at = end;
        }

        return found;
    }

    private static bool IsOfPart(ReadOnlySpan<byte> line) =>
        line.IndexOf((byte)':') is > 0 and var colon && line[..colon].TrimEnd(" \t"u8) is var name
        && (Ascii.EqualsIgnoreCase(name, "content-type"u8) || Ascii.EqualsIgnoreCase(name, "content-disposition"u8));

    /// <returns>Where the next line begins.</returns>
    private static int LineEnd(ReadOnlySpan<byte> mail, int at) =>
        mail[at..].IndexOf((byte)'\n') is >= 0 and var end ? at + end + 1 : mail.Length;
}
