using System.Text.RegularExpressions;
using Lectern.Server.Indexing.Parsing.Formats.Html;
using Lectern.Server.Indexing.Parsing.Formats.Plain;
using MimeKit;
using MimeKit.Text;

namespace Lectern.Server.Indexing.Parsing.Formats.Mail;

/// <summary>The text of a mail's part, and whether two say the same.</summary>
internal static partial class MailTexts
{
    /// <summary>Of a page's words a plain text that stands for it has so many; links and buttons are often left out.</summary>
    private const double AsMuch = 0.6;

    /// <summary>Decoded by what the part declares, if that gives text.</summary>
    public static string Of(TextPart part)
    {
        if (part.Content is null)
            return "";
        using var decoded = new MemoryStream();
        part.Content.DecodeTo(decoded);
        return TextDecoder.Decode(decoded.ToArray(), part.ContentType.Charset) ?? part.Text ?? "";
    }

    /// <summary>Lines that only wrap are joined where the part says that it wraps.</summary>
    public static string Plain(TextPart part)
    {
        var text = Of(part);
        if (!part.IsFlowed)
            return text;
        var deletes = part.ContentType.Parameters.TryGetValue("delsp", out string? said)
            && string.Equals(said, "yes", StringComparison.OrdinalIgnoreCase);
        return new FlowedToText { DeleteSpace = deletes }.Convert(text);
    }

    /// <summary>Without the sign that a mailbox puts before a line that would begin the next message.</summary>
    public static string Unquoted(string text) => QuotedFrom().Replace(text, "");

    [GeneratedRegex("^>(?=>*From )", RegexOptions.Multiline, 1000)]
    private static partial Regex QuotedFrom();

    public static IReadOnlySet<string> WordsOfPage(string html) => Words(HtmlFormat.Line(html));

    /// <param name="page">The words of a page.</param>
    public static bool SaysAsMuch(string plain, IReadOnlySet<string> page) =>
        page.Count == 0 || page.Count(Words(plain).Contains) >= page.Count * AsMuch;

    private static HashSet<string> Words(string text) => new(
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(
            w => w.Trim('.', ',', ':', ';', '!', '?', '(', ')', '*', '_', '"'))
            .Where(w => w.Length > 0), StringComparer.OrdinalIgnoreCase);
}
