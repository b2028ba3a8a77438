using Lectern.Server.Indexing.Parsing.Formats.Html;
using Lectern.Server.Indexing.Parsing.Formats.Plain;
using MimeKit;
using MimeKit.Tnef;

namespace Lectern.Server.Indexing.Parsing.Formats.Mail;

/// <summary>The parts of a message in their order: every text that is shown, then what is attached. For one message.</summary>
internal sealed class MailBody(FormatContext context, int depth, bool isInMailbox)
{
    private const int MaxAttachments = 200;
    private const int MaxParts = 2_000;

    private static readonly string[] Signatures =
        ["application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature", "text/x-amp-html",
            "text/watch-html"];

    private readonly List<MimeEntity> attached = [];
    private (TextPart Part, IReadOnlySet<string> Words)? page;
    private int parts;

    public void Add(MimeEntity? body)
    {
        if (body is not null)
            Part(body);
        foreach (var entity in attached.Take(MaxAttachments))
        {
            if (context.Builder.IsFull)
                break;
            Attachment(entity);
        }

        if (attached.Count > MaxAttachments)
            context.Builder.Add(BlockKind.Paragraph, $"[Only the first {MaxAttachments} attachments were read.]");
    }

    private void Part(MimeEntity entity)
    {
        if (++parts > MaxParts || context.Builder.IsFull || Signatures.Contains(entity.ContentType.MimeType))
            return;
        switch (entity)
        {
            case MultipartAlternative alternative:
                Alternative(alternative);
                break;
            case MimeKit.Cryptography.MultipartEncrypted:
                context.Builder.Add(BlockKind.Paragraph, "[The message is encrypted and was not read.]");
                break;
            case Multipart multipart:
                foreach (var part in multipart)
                    Part(part);
                break;
            case TnefPart outlook:
                Outlook(outlook);
                break;
            case TextPart text when !entity.IsAttachment && text.FileName is null:
                Text(text);
                break;
            case MimePart picture when IsDecoration(picture):
                break;
            default:
                attached.Add(entity);
                break;
        }
    }

    /// <summary>Of texts that should say the same, the plain one where it does; what is no text comes after it.</summary>
    private void Alternative(MultipartAlternative alternative)
    {
        var texts = alternative.OfType<TextPart>().Where(
            t => !t.IsAttachment && !Signatures.Contains(t.ContentType.MimeType)).ToList();
        var plain = texts.Find(t => t.IsPlain);
        var html = alternative.LastOrDefault(p => p is TextPart { IsHtml: true } or Multipart);
        var shown = html is null ? null : Html(html);
        if (html is not null && (plain is null
            || (shown is not null && !MailTexts.SaysAsMuch(MailTexts.Plain(plain), Words(shown)))))
            Part(html);
        else if (plain is not null)
            Text(plain);
        foreach (var other in alternative.Where(p => p != html && p != plain))
        {
            if (other is not TextPart { IsPlain: true } and not TextPart { IsHtml: true })
                Part(other);
        }

        if (html is Multipart more && plain is not null)
        {
            var known = attached.ToHashSet();
            attached.AddRange(more.OfType<MimePart>().Where(p => p is not TextPart && !IsDecoration(p) && known.Add(p)));
        }
    }

    /// <summary>Of the page that was asked for last: alternatives in alternatives ask for the same.</summary>
    private IReadOnlySet<string> Words(TextPart part)
    {
        if (page is not { } known || known.Part != part)
            page = known = (part, MailTexts.WordsOfPage(MailTexts.Of(part)));
        return known.Words;
    }

    private static TextPart? Html(MimeEntity entity) => entity switch
    {
        TextPart { IsHtml: true } text => text,
        Multipart multipart => multipart.Select(Html).FirstOrDefault(t => t is not null),
        _ => null,
    };

    private void Text(TextPart part)
    {
        var text = MailTexts.Of(part);
        if (part.IsHtml)
            HtmlFormat.Read(text, context.Builder, withTitle: false);
        else if (part.ContentType.IsMimeType("text", "calendar"))
            CalendarFormat.Read(text, context.Builder);
        else
            TextFormat.Read(isInMailbox ? MailTexts.Unquoted(MailTexts.Plain(part)) : MailTexts.Plain(part), context.Builder);
    }

    private void Outlook(TnefPart outlook)
    {
        try
        {
            Part(outlook.ConvertToMessage().Body ?? new TextPart("plain"));
        }
        catch (Exception e) when (
            e is TnefException or FormatException or InvalidOperationException or ArgumentException or NotSupportedException)
        {
            context.Builder.Add(BlockKind.Paragraph, $"[{outlook.FileName ?? "winmail.dat"} was not read: {e.Message}]");
        }
    }

    /// <summary>A picture in the page without a name of its own.</summary>
    private static bool IsDecoration(MimePart part) =>
        part.ContentType.IsMimeType("image", "*") && part.FileName is null && !part.IsAttachment;

    private void Attachment(MimeEntity entity)
    {
        if (entity is MessagePart { Message: { } inner })
        {
            context.Builder.Heading(depth + 2, $"Attached message: {inner.Subject}");
            if (depth + 1 < FormatContext.MaxDepth)
                MailFormat.Add(inner, context, depth + 1);
            else
                context.Builder.Add(BlockKind.Paragraph, "[This message was not read: it is nested too deep.]");
            return;
        }

        if (entity is not MimePart { Content: { } content } part)
            return;
        using var decoded = new MemoryStream();
        content.DecodeTo(decoded);
        (context with { Depth = depth }).AddInside(decoded.ToArray(), part.FileName ?? part.ContentType.MimeType, "Attachment");
    }
}
