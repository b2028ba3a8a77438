using System.Globalization;
using System.Text;

namespace Lectern.Tests.Indexing.Pdf;

/// <summary>Writes a PDF object by object, for what no library writes.</summary>
internal static class RawPdf
{
    /// <param name="objects">From number 1 on; the first is the catalog.</param>
    public static byte[] Of(params string[] objects)
    {
        var pdf = new StringBuilder("%PDF-1.7\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            offsets.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var table = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            pdf.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n");
        pdf.Append(
            CultureInfo.InvariantCulture, $"trailer\n<</Size {objects.Length + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF");
        return Encoding.Latin1.GetBytes(pdf.ToString());
    }

    /// <summary>One page of 595 by 842 points.</summary>
    /// <param name="font">Object 4, which <paramref name="content"/> calls <c>/F1</c>.</param>
    /// <param name="more">From object 6 on.</param>
    public static byte[] Page(string content, string font, string page = "", string catalog = "", params string[] more) => Of(
    [
        $"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        $"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>>>{page}>>",
        font,
        Stream(content),
        .. more,
    ]);

    public const string Helvetica = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";

    public static string Stream(string content, string dictionary = "") =>
        string.Create(CultureInfo.InvariantCulture, $"<<{dictionary}/Length {content.Length}>>\nstream\n{content}\nendstream");

    /// <summary>A font of which the file has nothing but the widths, and what each code means.</summary>
    /// <param name="unicode">Of the codes from 1 on.</param>
    /// <param name="width">Of each, in thousandths.</param>
    /// <param name="toUnicode">The number of the object that holds the map.</param>
    public static string FontWithWidths(string unicode, int width, int toUnicode) =>
        $"<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+Absent/FirstChar 1/LastChar "
        + $"{unicode.Length}/Widths[{string.Join(' ', Enumerable.Repeat(width, unicode.Length))}]"
        + $"/ToUnicode {toUnicode} 0 R/FontDescriptor<</Type/FontDescriptor/FontName/ABCDEF+Absent/Flags 4/FontBBox[0 -200 1000 "
        + $"900]/ItalicAngle 0/Ascent 900/Descent -200/StemV 80>>>>";

    public static string ToUnicode(string unicode) => Stream(
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00><FF> endcodespacerange\n"
        + $"{unicode.Length} beginbfchar\n{string.Concat(unicode.Select((c, i) => $"<{i + 1:X2}><{(int)c:X4}>\n"))}endbfchar "
        + $"endcmap end end");

    /// <summary>The codes of a text in such a font.</summary>
    public static string Codes(string text, string unicode) =>
        $"<{string.Concat(text.Select(c => (unicode.IndexOf(c) + 1).ToString("X2", CultureInfo.InvariantCulture)))}>";
}
