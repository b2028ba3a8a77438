using System.Globalization;
using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>
/// RTF as text: paragraphs, headings, list items, tables, notes and pages. Groups are kept on a list, not on the stack, so
/// nesting is cheap; what is not text (pictures, objects, tables of fonts and colours) is passed over. Sample:
/// <c>{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}}\f0 Caf\'e9 \u8364?\par}</c>. For one use.
/// </summary>
internal sealed class RtfFormat(byte[] content, DocumentBuilder builder, Action<int> sign)
{
    private const int MaxGroups = 100_000;
    private const int BytesBetweenSigns = 4 * 1024 * 1024;

    private static readonly HashSet<string> Passed = new(StringComparer.Ordinal)
    {
        "colortbl", "info", "pict", "objdata", "themedata", "datastore", "listtable", "listoverridetable", "rsidtbl", "generator",
        "xmlnstbl", "latentstyles", "fldinst", "bkmkstart", "bkmkend", "nonshppict", "filetbl", "revtbl", "atnid", "atnauthor", "atnref",
        "sn", "sv", "template", "colorschememapping", "mmathPr", "pnseclvl", "stylesheet",
    };

    private readonly List<Group> outer = [];
    private readonly Dictionary<int, Encoding> fonts = [];
    private readonly List<byte> bytes = [];
    private readonly StringBuilder text = new();
    private readonly List<string> notes = [];
    private List<GridCell> cells = [];
    private MarkdownTable table = new();
    private Encoding encoding = Encoding.GetEncoding(1252);
    private Group group = new() { UnicodeSkip = 1, Font = -1 };
    private int at;
    private int skip;
    private int page;
    private bool inTable;
    private int outline;
    private string marker = "";
    private int signedAt;

    static RtfFormat() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public void Read()
    {
        if (content.AsSpan().IndexOf("\\page"u8) >= 0)
            builder.StartPage(++page);
        while (at < content.Length)
        {
            Next((char)content[at++]);
            if (at - signedAt > BytesBetweenSigns)
            {
                signedAt = at;
                sign(Math.Max(1, page));
            }
        }

        EndParagraph();
        EndTable();
    }

    private void Next(char c)
    {
        switch (c)
        {
            case '{':
                FlushBytes();
                outer.Add(group);
                if (outer.Count > MaxGroups)
                    throw new UnreadableFileException("The file is damaged: its groups nest without end.");
                break;
            case '}':
                FlushBytes();
                EndGroup();
                break;
            case '\\':
                Control();
                break;
            case '\r' or '\n' or '\0':
                break;
            default:
                Character((byte)c);
                break;
        }
    }

    private void EndGroup()
    {
        if (outer.Count == 0)
            return;
        var ended = group;
        group = outer[^1];
        outer.RemoveAt(outer.Count - 1);
        if (ended.Capture is { } captured && group.Capture != captured)
        {
            var inside = captured.ToString().Trim();
            if (ended.IsMarker)
                marker = inside;
            else if (inside.Length > 0)
                notes.Add($"[Note: {inside}]");
        }
    }

    private void Control()
    {
        if (at >= content.Length)
            return;
        var c = (char)content[at];
        if (!char.IsAsciiLetter(c))
        {
            at++;
            Sign(c);
            return;
        }

        var start = at;
        while (at < content.Length && at - start < 32 && char.IsAsciiLetter((char)content[at]))
            at++;
        var word = Encoding.ASCII.GetString(content, start, at - start);
        start = at;
        if (at < content.Length && content[at] == '-')
            at++;
        while (at < content.Length && at - start < 11 && char.IsAsciiDigit((char)content[at]))
            at++;
        int? value = int.TryParse(
            content.AsSpan(start, at - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out var number) ? number : null;
        if (at < content.Length && content[at] == ' ')
            at++;
        FlushBytes();
        Word(word, value);
    }

    private void Sign(char c)
    {
        if (c == '\'')
        {
            if (at + 2 <= content.Length && byte.TryParse(content.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value))
                Character(value);
            at = Math.Min(content.Length, at + 2);
            return;
        }

        FlushBytes();
        switch (c)
        {
            case '*':
                group.IsOptional = true;
                break;
            case '~':
                Append(' ');
                break;
            case '_':
                Append('-');
                break;
            case '\\' or '{' or '}':
                Append(c);
                break;
            case '\r' or '\n':
                EndParagraph();
                break;
        }
    }

    private void Word(string word, int? value)
    {
        if (Passed.Contains(word) || (group.IsOptional && word is not ("shppict" or "shpinst" or "shptxt" or "footnote" or "pntext" or "listtext")))
        {
            group.IsPassed = true;
            group.IsOptional = false;
            return;
        }

        group.IsOptional = false;
        switch (word)
        {
            case "u" when value is { } code:
                Append((char)(ushort)code);
                skip = group.UnicodeSkip;
                break;
            case "uc":
                group.UnicodeSkip = Math.Clamp(value ?? 1, 0, 16);
                break;
            case "bin" when value is > 0:
                at = (int)Math.Min(content.Length, (long)at + value.Value);
                break;
            case "ansicpg" when value is { } page:
                encoding = CodePage(page) ?? encoding;
                break;
            case "fonttbl":
                group.IsFonts = true;
                break;
            case "f":
                group.Font = value ?? 0;
                break;
            case "fcharset" when group.IsFonts && CodePage(OfCharset(value ?? 0)) is { } ofFont:
                fonts[group.Font] = ofFont;
                break;
            case "footnote" or "annotation":
                group.Capture = new StringBuilder();
                break;
            case "pntext" or "listtext":
                group.Capture = new StringBuilder();
                group.IsMarker = true;
                break;
            default:
                Layout(word, value);
                break;
        }
    }

    private void Layout(string word, int? value)
    {
        if (group.IsPassed || group.IsFonts)
            return;
        switch (word)
        {
            case "par" or "sect":
                if (group.Capture is null)
                    EndParagraph();
                else
                    Append(' ');
                break;
            case "pard":
                (inTable, outline, marker) = (false, 0, "");
                break;
            case "intbl":
                inTable = true;
                break;
            case "outlinelevel":
                outline = value is >= 0 and < 9 ? value.Value + 1 : 0;
                break;
            case "cell" or "nestcell":
                cells.Add(new GridCell(text.ToString()));
                text.Clear();
                inTable = true;
                break;
            case "row" or "nestrow":
                table.AddRow(cells);
                cells = [];
                break;
            case "page" when page > 0:
                EndParagraph();
                EndTable();
                builder.StartPage(++page);
                sign(page);
                break;
            case "line":
                Append('\n');
                break;
            case "tab":
                Append('\t');
                break;
            case "emdash":
                Append('—');
                break;
            case "endash":
                Append('–');
                break;
            case "bullet":
                Append('•');
                break;
            case "lquote":
                Append('‘');
                break;
            case "rquote":
                Append('’');
                break;
            case "ldblquote":
                Append('“');
                break;
            case "rdblquote":
                Append('”');
                break;
        }
    }

    private void Character(byte value)
    {
        if (skip > 0)
            skip--;
        else if (!group.IsPassed && !group.IsFonts)
            bytes.Add(value);
    }

    private void Append(char c)
    {
        if (!group.IsPassed && !group.IsFonts)
            (group.Capture ?? text).Append(c);
    }

    /// <summary>Bytes are decoded together: a character of an Asian code page has two.</summary>
    private void FlushBytes()
    {
        if (bytes.Count == 0)
            return;
        (group.Capture ?? text).Append(fonts.GetValueOrDefault(group.Font, encoding).GetString([.. bytes]));
        bytes.Clear();
    }

    private void EndParagraph()
    {
        FlushBytes();
        if (inTable)
        {
            text.Append(' ');
            return;
        }

        EndTable();
        var content = text.ToString().Trim();
        text.Clear();
        if (outline > 0)
            builder.Heading(outline, $"{marker} {content}".Trim());
        else if (marker.Length > 0 && content.Length > 0)
            builder.Add(
                BlockKind.ListItem, $"{(char.IsAsciiLetterOrDigit(marker[0]) || marker[0] == '(' ? marker : "-")} {content}");
        else
            builder.Add(BlockKind.Paragraph, content);
        marker = "";
        foreach (var note in notes)
            builder.Add(BlockKind.Paragraph, note);
        notes.Clear();
    }

    private void EndTable()
    {
        if (cells.Count > 0)
            table.AddRow(cells);
        cells = [];
        if (table.Rows == 0)
            return;
        builder.Add(BlockKind.Table, table.ToString());
        table = new MarkdownTable();
    }

    private static Encoding? CodePage(int number)
    {
        try
        {
            return number is 0 or 42 ? null : Encoding.GetEncoding(number);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // A number that nobody knows: the document's own code page stands.
            return null;
        }
    }

    private static int OfCharset(int charset) => charset switch
    {
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => 0,
    };

    /// <summary>What a closing brace undoes.</summary>
    private struct Group
    {
        public bool IsOptional;
        public bool IsPassed;
        public bool IsFonts;
        public bool IsMarker;
        public int Font;
        public int UnicodeSkip;
        public StringBuilder? Capture;
    }
}
