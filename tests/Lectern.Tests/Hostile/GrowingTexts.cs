using System.Globalization;
using System.Text;

namespace Lectern.Tests.Hostile;

/// <summary>
/// Texts, pages, mails and data of about n bytes that are made so that reading them costs more than they are long: what nests,
/// what stays open, what one part says for all others.
/// </summary>
internal static class GrowingTexts
{
    private static readonly Dictionary<string, Func<int, string>> Makers = new()
    {
        ["boxes.html"] = n => Repeated("<div>", n),
        ["boxes and ends.html"] = n => Repeated("<div>", n / 2) + "x" + Repeated("</div>", n / 2),
        ["own elements.html"] = n => Repeated("<x-y>", n),
        ["open links.html"] = n => Numbered("<a href={0}><div>x", n),
        ["open letters.html"] = n =>
            $"<p>{Numbered("<font size={0}>", n / 2)}</p>{Repeated("<p>x", n / 2)}",
        ["open letters and tables.html"] = n => Numbered("<b id={0}><table><tr><td>", n),
        ["misplaced ends.html"] = n => Repeated("<b><p>", n / 2) + Repeated("</b>", n / 2),
        ["tables in tables.html"] = n => Repeated("<table><tr><td>a<td>", n),
        ["lists in lists.html"] = n => Repeated("<ul><li>a", n),
        ["quotations.html"] = n => Repeated("<blockquote>a", n),
        ["choices.html"] = n => Repeated("<select><option>", n),
        ["spans.html"] = n => $"<table>{Repeated($"<tr><td colspan=1000 rowspan=1000>{Word(50)}", n)}</table>",
        ["one span.html"] = n => $"<table><tr><td colspan=1000 rowspan=1000>{Word(60)}{Repeated("<tr><td>a", n)}</table>",
        ["one long row.html"] = n => $"<table><tr>{Repeated("<td>a", n / 2)}{Repeated("<tr><td>a", n / 2)}</table>",
        ["attributes.html"] = n => $"<p{Numbered(" a{0}=b", n)}>x",
        ["classes.html"] = n =>
            $"<style>{Numbered(".a{0}{{display:none}}", n / 2)}</style><p class='{Numbered(" a{0}", n / 2)}'>x",
        ["open comments.html"] = n => $"<style>{Repeated("/*", n)}</style>x",
        ["open rules.html"] = n => $"<style>{Repeated("@media screen{", n)}</style>x",
        ["raised.html"] = n => Repeated("<sup>1", n),
        ["struck blanks.html"] = n => Repeated($"<s>a{new string(' ', 500)}</s>", n),
        ["signs.html"] = n => Repeated("&amp;&lt;&", n),
        ["separators.html"] = n =>
            $"<math><mfenced separators='{new string(',', n / 2)}'>{Repeated("<mi>a</mi>", n / 2)}</mfenced>",
        ["fractions.html"] = n => "<math>" + Repeated("<mfrac><mi>a</mi>", n),
        ["groups.svg"] = n => "<svg>" + Repeated("<g><text>a", n),
        ["uses.svg"] = n => "<svg>" + Numbered("<g id='g{0}'><use href='#g0'/><use href='#g0'/></g>", n) + "<text>a</text></svg>",
        ["open quotes.xhtml"] = n => Repeated("<a \"", n),
        ["closed.xhtml"] = n => "<html xmlns='http://www.w3.org/1999/xhtml'>" + Repeated("<b/>", n),
        ["quotations.md"] = n => Repeated("> ", n) + "a",
        ["lists.md"] = n => Repeated("- ", n) + "a",
        ["brackets.md"] = n => Repeated("[", n),
        ["pictures.md"] = n => Repeated("![a](", n),
        ["stars.md"] = n => Repeated("*a **a ", n),
        ["ticks.md"] = n => string.Concat(Enumerable.Range(1, (int)Math.Sqrt(2 * n)).Select(i => new string('`', i) + "a")),
        ["bars.md"] = n => Repeated("|a", n),
        ["bars below.md"] = n => $"{Repeated("|a", n / 2)}|\n{Repeated("|-", n / 2)}|\n|b|\n",
        ["rows.md"] = n => $"|a|b|\n|-|-|\n{Repeated("|x|y|\n", n)}",
        ["short rows.md"] = n => $"{Repeated("|a", n / 3)}|\n{Repeated("|-", n / 3)}|\n{Repeated("|b\n", n / 3)}",
        ["small grids.md"] = n => Repeated("+---+\n| a |\n", n),
        ["grids.md"] = n => Repeated("+-", n) + "+\n| a |\n",
        ["angles.md"] = n => Repeated("<a ", n),
        ["references.md"] = n => Numbered("[r{0}]: x\n", n / 2) + Repeated("[r0]", n / 2),
        ["emphasis.md"] = n => Repeated("a**b_c*", n),
        ["lists.json"] = n => Repeated("[", Math.Min(n, 60)) + Repeated("1,", n) + "1" + Repeated("]", Math.Min(n, 60)),
        ["deep.json"] = n => Repeated("[", n),
        ["names.json"] = n => $"{{\"{Word(n / 2)}\":[{Repeated("1,", n / 2)}1]}}",
        ["records.json"] = n => $"[{Numbered("{{\"a{0}\":1}},", n)}{{\"a\":1}}]",
        ["names.jsonl"] = n => Repeated($"{{\"{Word(900)}\":[{Repeated("1,", 900)}1]}}\n", n),
        ["deep.xml"] = n => "<?xml version='1.0'?>" + Repeated("<a>", n),
        ["prose.xml"] = n => "<?xml version='1.0'?><r>" + Repeated($"{Repeated("<a>b", 150)}{Repeated("</a>", 150)}", n) + "</r>",
        ["attributes.xml"] = n => $"<?xml version='1.0'?><r{Numbered(" a{0}='b'", n)}/>",
        ["entities.xml"] = n => "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'aaaa'>"
            + Numbered("<!ENTITY a{0} '&a;&a;&a;&a;'>", n / 2) + $"]><r>{Repeated("&a;", n / 2)}</r>",
        ["pages.xml"] = n => "<?xml version='1.0'?><r>" + Repeated("<a>&lt;b&gt;&lt;/b&gt;</a>", n) + "</r>",
        ["quotes.csv"] = n => Repeated("\"a,", n),
        ["doubled.csv"] = n => Repeated("\"\"\"a,\"\"", n),
        ["wide.csv"] = n => Repeated("a,", n / 2) + "\n" + Repeated("b\n", n / 2),
        ["titles.csv"] = n => Repeated(Repeated("a,", 20) + "\n", n / 2) + Repeated("b\n", n / 2),
        ["groups.rtf"] = n => "{\\rtf1 " + Repeated("{\\b a", n),
        ["notes.rtf"] = n => "{\\rtf1 " + Repeated("{\\footnote a", n),
        ["cells.rtf"] = n => "{\\rtf1 " + Repeated("a\\cell ", n / 2) + "\\row " + Repeated("b\\cell\\row ", n / 2) + "}",
        ["merged.rtf"] = n => "{\\rtf1\\trowd" + Repeated("\\clvmrg\\cellx", n / 2) + " a" + Repeated("\\cell", n / 4)
            + Repeated("\\row", n / 8) + "}",
        ["fonts.rtf"] = n =>
            "{\\rtf1{\\fonttbl" + Numbered("{{\\f{0}\\fcharset128 A;}}", n / 2) + "}" + Numbered("\\f{0}\\'93", n / 2),
        ["parts.eml"] = n => Multipart(n, "alternative", "text/html", "<p>a</p>"),
        ["pictures.eml"] = n => Mail("multipart/alternative; boundary=o",
            "--o\n\na\n--o\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>a b</p>\n"
            + Repeated("--b\nContent-Type: application/x; name=y\n\nz\n", n) + "--b--\n--o--\n"),
        ["parameters.eml"] = n => Mail($"text/plain{Numbered(";\n p{0}=a", n)}", "x"),
        ["few parameters.eml"] = n => Mail(
            "multipart/mixed; boundary=b",
            Repeated($"--b\nContent-Type: text/plain{Numbered(";\n p{0}=a", 1500)}\n\nx\n", n)),
        ["nested.eml"] = n => Nested(n),
        ["people.eml"] = n =>
            $"Subject: a\nFrom: {Repeated("a@b, ", n / 2)}\nTo: {Repeated("(", n / 4)}{Repeated("a:", n / 4)}\n\nx\n",
        ["heads.eml"] = n => $"Subject: a\nFrom: a@b\n{Numbered("X-{0}: y\n", n)}\nx\n",
        ["folded.eml"] = n => $"From: a@b\nSubject: =?utf-8?q?a?={Repeated("\n =?utf-8?q?b?=", n)}\n\nx\n",
        ["messages.mbox"] = n => Repeated("From a@b\nSubject: c\n\nd\n\n", n),
        ["names.ics"] = n => "BEGIN:VCALENDAR\n" + Repeated("SUMMARY:a\n", n) + "END:VEVENT\n",
        ["folded.ics"] = n => "BEGIN:VCALENDAR\nSUMMARY:a" + Repeated("\n b", n) + "\nEND:VEVENT\n",
        ["cells.ipynb"] = n => $"{{\"cells\":[{Repeated("{\"cell_type\":\"markdown\",\"source\":[\"> a\"]},", n)}{{}}]}}",
        ["escapes.log"] = n => Repeated("\u001B]a", n),
        ["strokes.log"] = n => Repeated("ab\b", n),
        ["blank.py"] = n => "a\n" + new string('\n', n / 2) + Repeated(" b\n", n / 2),
    };

    public static IEnumerable<string> Kinds => Makers.Keys;

    public static HostileFile Of(string kind, int n)
    {
        var content = Encoding.UTF8.GetBytes(Makers[kind](n));
        return new HostileFile(kind, content, content.Length);
    }

    public static string Repeated(string what, int length) =>
        string.Concat(Enumerable.Repeat(what, Math.Max(1, length / what.Length)));

    /// <summary>As often as fits, with its number.</summary>
    public static string Numbered(string pattern, int length)
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < length; i++)
            text.AppendFormat(CultureInfo.InvariantCulture, pattern, i);
        return text.ToString();
    }

    public static string Word(int length) => new('w', length);

    private static string Mail(string type, string body) =>
        $"Subject: a\nFrom: b@c\nMIME-Version: 1.0\nContent-Type: {type}\n\n{body}";

    private static string Multipart(int n, string kind, string type, string content)
    {
        var body = new StringBuilder();
        for (var i = 0; i < 40; i++)
        {
            body.Append(
                CultureInfo.InvariantCulture,
                $"--b{i}\n\nplain\n--b{i}\nContent-Type: multipart/{kind}; boundary=b{i + 1}\n\n");
        }

        body.Append("--b40\nContent-Type: ").Append(type).Append("\n\n").Append(Repeated(content, n)).Append("\n--b40--\n");
        return Mail($"multipart/{kind}; boundary=b0", body.ToString());
    }

    private static string Nested(int n)
    {
        var mail = new StringBuilder();
        for (var i = 0; mail.Length < n; i++)
        {
            mail.Append(
                CultureInfo.InvariantCulture,
                $"Subject: s{i}\nFrom: a@b\nContent-Type: multipart/mixed; boundary=b{i}\n\n"
                + $"--b{i}\nContent-Type: message/rfc822\n\n");
        }

        return mail.Append("Subject: last\n\nx\n").ToString();
    }
}
