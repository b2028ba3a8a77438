using System.Globalization;
using MimeKit;
using MimeKit.Utils;

namespace Lectern.Server.Indexing.Parsing.Formats.Mail;

/// <summary>
/// A mail message: subject, who wrote to whom and when, its text, then each attachment by its name with what it says, as far as
/// it can be read. Attached messages are read a few deep.
/// </summary>
internal static class MailFormat
{
    private const int MaxSubjectBytes = 8 * 1024;

    private static readonly ParserOptions Options = new() { MaxMimeDepth = 64 };

    public static void Read(byte[] content, FormatContext context)
    {
        if (PartHeaders.TooLong(content, isMailbox: false).Count > 0)
            throw new UnreadableFileException($"The mail is damaged: {PartHeaders.Endless}");
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

    /// <summary>Of a long one the beginning: its library joins encoded words, each with all before it.</summary>
    private static string Subject(MimeMessage message)
    {
        var id = message.Headers.IndexOf(HeaderId.Subject);
        return id < 0 || message.Headers[id].RawValue.Length <= MaxSubjectBytes
            ? message.Subject ?? ""
            : Rfc2047.DecodeText(message.Headers[id].RawValue[..MaxSubjectBytes]).Trim();
    }

    /// <summary>Names one that is not read.</summary>
    public static void AddUnread(MimeMessage message, string reason, FormatContext context)
    {
        context.Builder.Heading(context.Depth + 1, Subject(message));
        context.Builder.Add(BlockKind.Paragraph, $"[This mail was not read: {reason}]");
    }

    /// <param name="isInMailbox">There lines that begin with "From" have a sign before them.</param>
    public static void Add(MimeMessage message, FormatContext context, int depth, bool isInMailbox = false)
    {
        var builder = context.Builder;
        builder.Heading(depth + 1, Subject(message));
        List<string> lines = [];
        Line("From", message.From.ToString());
        Line("To", message.To.ToString());
        Line("Cc", message.Cc.ToString());
        if (message.Headers.Contains(HeaderId.Date))
            Line("Date", message.Date.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture));
        builder.Add(BlockKind.Paragraph, string.Join('\n', lines));
        new MailBody(context, depth, isInMailbox).Add(message.Body);

        void Line(string name, string value)
        {
            if (value.Length > 0)
                lines.Add($"{name}: {value}");
        }
    }
}
