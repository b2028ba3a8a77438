using System.Text.RegularExpressions;
using Lectern.Server.Indexing.Parsing.Formats.Data;
using Lectern.Server.Indexing.Parsing.Formats.Html;
using Lectern.Server.Indexing.Parsing.Formats.Mail;
using Lectern.Server.Indexing.Parsing.Formats.Plain;
using Lectern.Server.Indexing.Parsing.Formats.Svg;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>Chooses how text is read: by what it begins with, then by its name.</summary>
internal static partial class TextFormats
{
    private const int SniffCharacters = 4096;

    /// <summary>Of a longer text the beginning is read: three bytes for each character that is read of one file.</summary>
    private const int MaxBytes = 36 * 1024 * 1024;

    private static readonly string[] HtmlNames = [".html", ".htm", ".xhtml", ".xht"];
    private static readonly string[] MarkdownNames = [".md", ".markdown", ".mdown", ".mkd"];
    private static readonly string[] MailNames = [".eml", ".mht", ".mhtml"];
    private static readonly string[] JsonNames = [".json", ".geojson", ".jsonl", ".ndjson", ".webmanifest"];
    private static readonly string[] XmlNames =
        [".xml", ".rss", ".atom", ".xsd", ".xsl", ".xslt", ".rdf", ".opml", ".kml", ".gpx", ".plist"];
    private static readonly string[] PlainNames =
        [".txt", ".text", ".log", ".csv", ".tsv", ".tab", ".rst", ".adoc", ".org", ".tex", ".srt", ".vtt"];

    /// <summary>Whether a name says that a file is text, whatever it mentions.</summary>
    public static bool IsName(string extension) => PlainNames.Contains(extension) || HtmlNames.Contains(extension)
        || MarkdownNames.Contains(extension) || MailNames.Contains(extension) || JsonNames.Contains(extension)
        || XmlNames.Contains(extension) || extension is ".ipynb" or ".svg" or ".mbox" || CodeFormat.Is(extension);

    /// <returns>The reader's name.</returns>
    public static string Read(byte[] content, string extension, FormatContext context)
    {
        if (MailNames.Contains(extension))
        {
            MailFormat.Read(content, context);
            return "mail";
        }

        var isCut = content.Length > MaxBytes;
        if (isCut)
            content = content[..MaxBytes];
        var text = TextDecoder.Decode(content) ?? throw new UnreadableFileException(Reason(content));
        if (string.IsNullOrWhiteSpace(text))
            throw new UnreadableFileException("The file holds no text.");
        var reader = Messages(content, text, extension, context)
            ?? Documents(text, extension, context) ?? Data(text, extension, context)
            ?? Plain(text, extension, context);
        if (isCut)
            context.Builder.Cut();
        return reader;
    }

    /// <summary>Mail needs no name: a mailbox's files seldom have one.</summary>
    private static string? Messages(byte[] content, string text, string extension, FormatContext context)
    {
        var start = text[..Math.Min(text.Length, SniffCharacters)].TrimStart('\uFEFF');
        if (extension == ".mbox" || MailboxStart().IsMatch(start))
        {
            MailboxFormat.Read(content, context);
            return "mailbox";
        }

        if (!MailHeaders.Are(start, isSure: !IsName(extension)))
            return null;
        MailFormat.Read(content, context);
        return "mail";
    }

    private static string? Documents(string text, string extension, FormatContext context)
    {
        if (HtmlNames.Contains(extension) || Begins(text, "<!doctype html") || Begins(text, "<html") || IsXmlOf(text, "<html"))
        {
            HtmlFormat.Read(text, context.Builder);
            return "html";
        }

        if (extension == ".svg" || Begins(text, "<svg") || IsXmlOf(text, "<svg"))
        {
            SvgFormat.Read(text, context.Builder);
            return "svg";
        }

        if (extension == ".ics" || Begins(text, "BEGIN:VCALENDAR"))
        {
            CalendarFormat.Read(text, context.Builder);
            return "calendar";
        }

        if (!MarkdownNames.Contains(extension))
            return null;
        MarkdownFormat.Read(text, context.Builder);
        return "markdown";
    }

    private static string? Data(string text, string extension, FormatContext context)
    {
        if (extension is ".csv" or ".tsv" or ".tab")
        {
            CsvFormat.Read(text, extension == ".csv" ? null : '\t', context.Builder, context.Sign);
            return "csv";
        }

        if (extension == ".ipynb" && NotebookFormat.TryRead(text, context.Builder))
            return "notebook";
        if (JsonNames.Contains(extension) && (JsonFormat.TryRead(text, context.Builder, context.Sign)
            || JsonFormat.TryReadLines(text, context.Builder, context.Sign)))
        {
            return "json";
        }

        return (XmlNames.Contains(extension) || Begins(text, "<?xml")) && XmlFormat.TryRead(
            text, context.Builder, context.Sign) ? "xml" : null;
    }

    private static string Plain(string text, string extension, FormatContext context)
    {
        if (CodeFormat.Is(extension) || JsonNames.Contains(extension) || XmlNames.Contains(extension))
        {
            CodeFormat.Read(text, context.Builder);
            return "code";
        }

        TextFormat.Read(text, context.Builder);
        return "text";
    }

    private static string Reason(byte[] content)
    {
        if (BinaryKinds.Of(content) is { } kind)
            return $"This is {kind}.";
        var start = content[..Math.Min(content.Length, SniffCharacters)];
        return start.Count(b => b is < 0x20 and not (9 or 10 or 12 or 13 or 27)) * 50 > start.Length
            ? $"The file is neither text nor a document of a kind that can be read ({FileFormats.Known})."
            : "The text is of an encoding that was not recognised. Save it as UTF-8 and upload it again.";
    }

    private static bool Begins(string text, string with) =>
        text.AsSpan(0, Math.Min(text.Length, SniffCharacters)).TrimStart().TrimStart(
            '\uFEFF').StartsWith(with, StringComparison.OrdinalIgnoreCase);

    private static bool IsXmlOf(string text, string element) => Begins(text, "<?xml") && FirstElement().Match(
        text, 0, Math.Min(
            text.Length,
            SniffCharacters)) is { Success: true } first && first.Value.Equals(element, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("<[A-Za-z][A-Za-z0-9]*", RegexOptions.None, 1000)]
    private static partial Regex FirstElement();

    [GeneratedRegex(@"^From \S+.{0,200}\r?\n(?:>?[A-Za-z][A-Za-z0-9-]*:)", RegexOptions.None, 1000)]
    private static partial Regex MailboxStart();
}
