using System.Globalization;
using System.Text;
using Lectern.Tests.Indexing.Pdf;

namespace Lectern.Tests.Hostile;

/// <summary>Pages of PDF that are made to cost more than they are long.</summary>
internal static class GrowingPdfs
{
    public static byte[] Of(string content) => RawPdf.Page(content + Text(Line(50, 20, "below all that")), RawPdf.Helvetica);

    /// <summary>Notes that all stand in one list, which names each of them twice.</summary>
    public static byte[] Notes(int n)
    {
        var notes = Math.Max(1, n / 100);
        var names = string.Concat(Enumerable.Range(6, notes).Select(i => $"{i} 0 R {i} 0 R "));
        return RawPdf.Page(
            Text(Line(50, 700, "a word")), RawPdf.Helvetica, $"/Annots[{names}]", "",
            [.. Enumerable.Range(0, notes).Select(i => $"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(said {i})/T(who)>>")]);
    }

    /// <summary>A layer of layers, named by every letter.</summary>
    public static byte[] Layers(int n)
    {
        var layers = string.Concat(Enumerable.Repeat("6 0 R ", Math.Max(1, n / 12)));
        var content = string.Concat(Enumerable.Repeat($"/OC /L BDC {Text(Line(50, 700, "a"))}EMC ", Math.Max(1, n / 120)));
        return RawPdf.Page(
            Text(Line(50, 500, "a word")) + content, RawPdf.Helvetica, "/Properties<</L 7 0 R>>",
            $"/OCProperties<</OCGs[{layers}]/D<</OFF[{layers}]>>>>",
            "<</Type/OCG/Name(off)>>", $"<</Type/OCMD/OCGs[{layers}]>>");
    }

    public static string Letters(int n) =>
        Text(string.Concat(
            Enumerable.Range(0, Math.Max(1, n / 40)).Select(i => Line(50, 800 - (i % 700), "some words of a line"))));

    /// <summary>Words anywhere on the page.</summary>
    public static string Scattered(int n)
    {
        var random = new Random(15);
        return Text(string.Concat(
            Enumerable.Range(0, Math.Max(1, n / 30)).Select(_ => Line(random.Next(590), random.Next(840), "word"))));
    }

    /// <summary>Lines across and upright ones, with a word here and there.</summary>
    public static string Lines(int n)
    {
        var drawn = new StringBuilder("0.5 w ");
        for (var i = 0; drawn.Length < n / 2; i++)
        {
            var y = i * 1.3 % 840;
            drawn.Append(CultureInfo.InvariantCulture, $"{i % 590} 10 m {i % 590} 830 l S 5 {y:0.0} m 590 {y:0.0} l S ");
        }

        return drawn + Scattered(n / 2);
    }

    public static string OneLine(int n) =>
        Text(string.Concat(Enumerable.Range(0, Math.Max(1, n / 30)).Select(i => Line(i * 590.0 / n * 30, 400, "w"))));

    public static string OverEachOther(int n) =>
        Text(string.Concat(Enumerable.Range(0, Math.Max(1, n / 30)).Select(i => Line(50 + (i % 3), 400, "word" + (i % 7)))));

    private static string Text(string lines) => $"BT /F1 8 Tf {lines}ET ";

    private static string Line(double x, double y, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"1 0 0 1 {x:0.##} {y:0.##} Tm ({text}) Tj ");
}
