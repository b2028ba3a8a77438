using System.Globalization;
using Lectern.Server.Indexing.Parsing.Formats.Html;
using MimeKit;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>
/// A mail message: subject, who wrote to whom and when, the text (the plain one where there is one), then each attachment by
/// its name with what it says, as far as it can be read. Attached messages are read a few deep.
/// </summary>
internal static class MailFormat
{
    public const int MaxDepth = 3;
    private const int MaxAttachments = 200;

    private static readonly ParserOptions Options = new() { MaxMimeDepth = 64 };

    /// <param name="readAttachment">Reads a file inside: its bytes and its name. Throws when it cannot be read.</param>
    public static void Read(
        byte[] content, DocumentBuilder builder, int depth, Func<byte[], string, ParsedDocument> readAttachment)
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

        Add(message, builder, depth, readAttachment);
    }

    private static void Add(
        MimeMessage message, DocumentBuilder builder, int depth, Func<byte[], string, ParsedDocument> readAttachment)
    {
        builder.Heading(depth + 1, message.Subject ?? "");
        List<string> lines = [];
        Line("From", message.From.ToString());
        Line("To", message.To.ToString());
        Line("Cc", message.Cc.ToString());
        Line("Date", message.Headers.Contains(HeaderId.Date) ? message.Date.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture) : "");
        builder.Add(BlockKind.Paragraph, string.Join('\n', lines));

        if (message.TextBody is { } plain && !string.IsNullOrWhiteSpace(plain))
            TextFormat.Read(plain, builder);
        else if (message.HtmlBody is { } html)
            HtmlFormat.Read(html, builder, withTitle: false);
        foreach (var attachment in Attachments(message).Take(MaxAttachments))
            Attachment(attachment, builder, depth, readAttachment);

        void Line(string name, string value)
        {
            if (value.Length > 0)
                lines.Add($"{name}: {value}");
        }
    }

    private static IEnumerable<MimeEntity> Attachments(MimeMessage message) =>
        message.BodyParts.Where(
            p => p.IsAttachment || p is MessagePart || (p is MimePart { FileName: not null } and not TextPart));

    private static void Attachment(
        MimeEntity entity, DocumentBuilder builder, int depth, Func<byte[], string, ParsedDocument> readAttachment)
    {
        if (entity is MessagePart { Message: { } inner })
        {
            builder.Heading(depth + 2, $"Attached message: {inner.Subject}");
            if (depth + 1 < MaxDepth)
                Add(inner, builder, depth + 1, readAttachment);
            return;
        }

        if (entity is not MimePart { Content: { } content } part)
            return;
        var name = part.FileName ?? part.ContentType.MimeType;
        builder.Heading(depth + 2, $"Attachment: {name}");
        using var decoded = new MemoryStream();
        content.DecodeTo(decoded);
        try
        {
            var document = readAttachment(decoded.ToArray(), name);
            foreach (var block in document.Blocks)
                builder.Add(block.Kind, document.Text.Substring(block.Start, block.Length), block.HeadingLevel);
        }
        catch (UnreadableFileException e)
        {
            builder.Add(BlockKind.Paragraph, $"[This attachment was not read: {e.Message}]");
        }
    }
}
