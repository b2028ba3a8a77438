using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace Lectern.Tests.Indexing.Pdf;

/// <summary>Draws pages of 595 by 842 points in Helvetica, counted from the bottom left as PDF does.</summary>
internal sealed class PdfSheet
{
    private readonly List<List<Action<PdfPageBuilder, PdfDocumentBuilder.AddedFont, PdfDocumentBuilder.AddedFont>>> pages = [[]];

    public PdfSheet NextPage()
    {
        pages.Add([]);
        return this;
    }

    public PdfSheet Text(double x, double y, string text, double size = 10)
    {
        pages[^1].Add((page, font, _) => page.AddText(text, size, new PdfPoint(x, y), font));
        return this;
    }

    public PdfSheet Bold(double x, double y, string text, double size = 10)
    {
        pages[^1].Add((page, _, bold) => page.AddText(text, size, new PdfPoint(x, y), bold));
        return this;
    }

    /// <summary>Ends at <paramref name="x"/>.</summary>
    public PdfSheet Right(double x, double y, string text, double size = 10) => Text(x - Width(text, size), y, text, size);

    public PdfSheet Centred(double x, double y, string text, double size = 10) =>
        Text(x - (Width(text, size) / 2), y, text, size);

    public static double Width(string text, double size = 10)
    {
        using var pdf = new PdfDocumentBuilder();
        return pdf.AddPage(595, 842).MeasureText(
            text, size, new PdfPoint(0, 0), pdf.AddStandard14Font(Standard14Font.Helvetica))[^1].EndBaseLine.X;
    }

    /// <summary>Lines one below the other.</summary>
    public PdfSheet Lines(double x, double y, double pitch, params string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
            Text(x, y - (i * pitch), lines[i]);
        return this;
    }

    public PdfSheet Line(double x, double y, double toX, double toY)
    {
        pages[^1].Add((page, _, _) => page.DrawLine(new PdfPoint(x, y), new PdfPoint(toX, toY), 0.5));
        return this;
    }

    public byte[] Build()
    {
        using var pdf = new PdfDocumentBuilder();
        var (font, bold) = (pdf.AddStandard14Font(Standard14Font.Helvetica), pdf.AddStandard14Font(Standard14Font.HelveticaBold));
        foreach (var drawn in pages)
        {
            var page = pdf.AddPage(595, 842);
            drawn.ForEach(draw => draw(page, font, bold));
        }

        return pdf.Build();
    }

    public ParsedDocument Read() => Read(Build());

    public static ParsedDocument Read(byte[] pdf) => FileFormats.Parse(pdf, "a.pdf", new ParseLimits(), _ => { }).Document;
}
