using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats.Mail;

/// <summary>The headers that say what a part of a mail is: their library reads each parameter with all before it.</summary>
internal static class PartHeaders
{
    /// <summary>No program writes longer ones.</summary>
    private const int MaxBytes = 16 * 1024;

    /// <exception cref="UnreadableFileException">One is longer than any program writes.</exception>
    public static void Check(ReadOnlySpan<byte> mail)
    {
        for (var at = 0; at < mail.Length;)
        {
            var (start, end) = (at, LineEnd(mail, at));
            if (IsOfPart(mail[start..end]))
            {
                while (end < mail.Length && mail[end] is (byte)' ' or (byte)'\t')
                    end = LineEnd(mail, end);
                if (end - start > MaxBytes)
                    throw new UnreadableFileException("The mail is damaged: what it says of one of its parts has no end.");
            }

            at = end;
        }
    }

    private static bool IsOfPart(ReadOnlySpan<byte> line) =>
        line.Length > 12 && Ascii.EqualsIgnoreCase(line[..8], "content-"u8)
        && (Begins(line[8..], "type:"u8) || Begins(line[8..], "disposition:"u8));

    private static bool Begins(ReadOnlySpan<byte> line, ReadOnlySpan<byte> with) =>
        line.Length >= with.Length && Ascii.EqualsIgnoreCase(line[..with.Length], with);

    /// <returns>Where the next line begins.</returns>
    private static int LineEnd(ReadOnlySpan<byte> mail, int at) =>
        mail[at..].IndexOf((byte)'\n') is >= 0 and var end ? at + end + 1 : mail.Length;
}
