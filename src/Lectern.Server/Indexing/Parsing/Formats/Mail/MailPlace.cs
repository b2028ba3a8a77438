using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats.Mail;

/// <summary>
/// Whether the lines of a mail are headers, of it or of a part, or text. Where it is not sure it says headers: of a mail with
/// parts each line that may be a boundary begins some.
/// </summary>
internal sealed class MailPlace
{
    private bool hasLines;
    private bool hasParts;
    private bool holdsMessages;
    private bool isMessage;

    public bool IsInHeaders { get; private set; } = true;

    /// <summary>The next line; not one that goes on with what was told as <see cref="Part"/>.</summary>
    public void Line(ReadOnlySpan<byte> line, bool isMailbox)
    {
        if (isMailbox && line.StartsWith("From "u8))
            (hasParts, holdsMessages) = (false, false);
        else if (!hasParts || !line.StartsWith("--"u8))
        {
            if (!IsInHeaders)
                return;
            if (line is not [(byte)'\n'] and not [(byte)'\r', (byte)'\n'])
                hasLines = true;
            else if (hasLines)
            {
                // The text of a message in the mail begins with its headers.
                (IsInHeaders, hasLines) = (isMessage || holdsMessages, false);
                isMessage = false;
            }

            return;
        }

        (IsInHeaders, hasLines, isMessage) = (true, false, false);
    }

    /// <summary>What the headers say of their part.</summary>
    public void Part(ReadOnlySpan<byte> header)
    {
        hasParts |= Holds(header, "boundary"u8);

        // Names of files stand behind the first semicolon, but for those in comments.
        var type = header.IndexOf((byte)';') is >= 0 and var end && !header[..end].Contains((byte)'(') ? header[..end] : header;
        holdsMessages |= Holds(type, "digest"u8);
        isMessage |= Holds(type, "message"u8);
    }

    private static bool Holds(ReadOnlySpan<byte> header, ReadOnlySpan<byte> word)
    {
        for (var at = 0; at + word.Length <= header.Length; at++)
        {
            if (Ascii.EqualsIgnoreCase(header.Slice(at, word.Length), word))
                return true;
        }

        return false;
    }
}
