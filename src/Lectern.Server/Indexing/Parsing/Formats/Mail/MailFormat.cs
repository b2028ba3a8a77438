using System.Globalization;
using MimeKit;

namespace Lectern.Server.Indexing.Parsing.Formats.Mail;

/// <summary>
/// A mail message: subject, who wrote to whom and when, its text, then each attachment by its name with what it says, as far as
/// it can be read. Attached messages are read a few deep.
/// </summary>
internal static class MailFormat
{
    private static readonly ParserOptions Options = new() { MaxMimeDepth = 64 };

    public static void Read(byte[] content, FormatContext context)
    {
        MimeMessage message;
        try
        {
            message = new MimeParser(Options, new MemoryStream(content, writable: false)).ParseMessage();
        }
        catch (FormatException e)
        {
            throw new UnreadableFileException($"The file is no mail message, or damaged: {e.Message}");
        }

        Add(message, context, context.Depth);
    }

    public static void Add(MimeMessage message, FormatContext context, int depth)
    {
        var builder = context.Builder;
        builder.Heading(depth + 1, message.Subject ?? "");
        List<string> lines = [];
        Line("From", message.From.ToString());
        Line("To", message.To.ToString());
        Line("Cc", message.Cc.ToString());
        if (message.Headers.Contains(HeaderId.Date))
            Line("Date", message.Date.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture));
        builder.Add(BlockKind.Paragraph, string.Join('\n', lines));
        new MailBody(context, depth).Add(message.Body);

        void Line(string name, string value)
        {
            if (value.Length > 0)
                lines.Add($"{name}: {value}");
        }
    }
}
