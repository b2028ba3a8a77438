using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Lectern.Server.Indexing.Parsing.Formats.Html;
using Lectern.Server.Indexing.Parsing.Formats.Mail;
using Lectern.Server.Indexing.Parsing.Formats.Plain;
using MimeKit.Tnef;

namespace Lectern.Server.Indexing.Parsing.Formats.Compound;

/// <summary>
/// A message as Outlook keeps it (MSG), read like a mail. Properties are streams named by their number and type, such as
/// <c>__substg1.0_0037001F</c> for the subject in Unicode.
/// </summary>
internal sealed class OutlookMessage(CompoundFile file, FormatContext context)
{
    private const int MaxAttachments = 200;
    private const uint Sent = 0x00390040;
    private const uint Delivered = 0x0E060040;

    public void Add(CompoundEntry message, int depth)
    {
        context.Builder.Heading(depth + 1, Text(message, "0037"));
        List<string> lines = [];
        var address = Text(message, "5D01") is { Length: > 0 } smtp ? smtp : Text(message, "0C1F");
        Line("From", $"{Text(message, "0C1A")} {(address.Contains('@', StringComparison.Ordinal) ? $"<{address}>" : "")}".Trim());
        Line("To", Text(message, "0E04"));
        Line("Cc", Text(message, "0E03"));
        Line("Date", Date(message, isInner: depth > context.Depth));
        context.Builder.Add(BlockKind.Paragraph, string.Join('\n', lines));
        Body(message);
        foreach (var attachment in message.Children.Values
            .Where(c => c.Name.StartsWith("__attach_version1.0_", StringComparison.OrdinalIgnoreCase))
            .OrderBy(c => c.Name, StringComparer.Ordinal).Take(MaxAttachments))
        {
            if (context.Builder.IsFull)
                break;
            Attachment(attachment, depth);
        }

        void Line(string name, string value)
        {
            if (value.Length > 0)
                lines.Add($"{name}: {value}");
        }
    }

    private void Body(CompoundEntry message)
    {
        var plain = Text(message, "1000");
        var html = Stream(message, "10130102") is { } bytes ? TextDecoder.Decode(bytes) ?? "" : Text(message, "1013");
        if (html.Length > 0 && (plain.Length == 0 || !MailTexts.SaysAsMuch(plain, MailTexts.WordsOfPage(html))))
            HtmlFormat.Read(html, context.Builder, withTitle: false);
        else if (plain.Length > 0)
            TextFormat.Read(plain, context.Builder);
        else if (Stream(message, "10090102") is { } packed)
            Rich(packed);
    }

    private void Rich(byte[] packed)
    {
        try
        {
            var rtf = new RtfCompressedToRtf().Flush(packed, 0, packed.Length, out var start, out var length);
            context.AddInside(rtf.AsSpan(start, length).ToArray(), "message.rtf", what: null);
        }
        catch (Exception e) when (e is FormatException or IndexOutOfRangeException or ArgumentException)
        {
            context.Builder.Add(BlockKind.Paragraph, $"[The message's text was not read: {e.Message}]");
        }
    }

    private void Attachment(CompoundEntry attachment, int depth)
    {
        var name = Text(attachment, "3707") is { Length: > 0 } named ? named
            : Text(attachment, "3704") is { Length: > 0 } old ? old
            : Text(attachment, "3001");
        if (attachment.Children.TryGetValue("__substg1.0_3701000D", out var inner))
        {
            context.Builder.Heading(depth + 2, $"Attached message: {name}");
            if (depth + 1 < FormatContext.MaxDepth)
                Add(inner, depth + 1);
            else
                context.Builder.Add(BlockKind.Paragraph, "[This message was not read: it is nested too deep.]");
        }
        else if (Stream(attachment, "37010102") is { } bytes)
        {
            (context with { Depth = depth }).AddInside(bytes, name, "Attachment");
        }
    }

    /// <summary>In a table of fixed values: 16 bytes each, the number first, the value last.</summary>
    private string Date(CompoundEntry message, bool isInner)
    {
        if (!message.Children.TryGetValue("__properties_version1.0", out var stream))
            return "";
        var values = file.Read(stream).AsSpan();
        var dates = new Dictionary<uint, long>();
        for (var at = isInner ? 24 : 32; at + 16 <= values.Length; at += 16)
        {
            var number = BinaryPrimitives.ReadUInt32LittleEndian(values[at..]);
            if (number is Sent or Delivered)
                dates[number] = BinaryPrimitives.ReadInt64LittleEndian(values[(at + 8)..]);
        }

        var ticks = dates.GetValueOrDefault(Sent, dates.GetValueOrDefault(Delivered));
        return ticks <= 0 || ticks > DateTime.MaxValue.ToFileTimeUtc()
            ? ""
            : DateTime.FromFileTimeUtc(ticks).ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
    }

    private string Text(CompoundEntry storage, string number)
    {
        var text = Stream(storage, number + "001F") is { } unicode ? Encoding.Unicode.GetString(unicode)
            : Stream(storage, number + "001E") is { } bytes ? TextDecoder.Decode(bytes) ?? ""
            : "";
        return text.TrimEnd('\0');
    }

    private byte[]? Stream(CompoundEntry storage, string property) =>
        storage.Children.TryGetValue("__substg1.0_" + property, out var stream) ? file.Read(stream) : null;
}
