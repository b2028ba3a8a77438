using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace Lectern.Tests.Indexing.Pdf;

/// <summary>Draws pages of 595 by 842 points in Helvetica, counted from the bottom left as PDF does.</summary>
internal sealed class PdfSheet
{
    private readonly PdfDocumentBuilder pdf = new();
    private readonly PdfDocumentBuilder.AddedFont font;
    private readonly PdfDocumentBuilder.AddedFont bold;
    private PdfPageBuilder page;

    public PdfSheet()
    {
        font = pdf.AddStandard14Font(Standard14Font.Helvetica);
        bold = pdf.AddStandard14Font(Standard14Font.HelveticaBold);
        page = pdf.AddPage(595, 842);
    }

    public PdfSheet NextPage()
    {
        page = pdf.AddPage(595, 842);
        return this;
    }

    public PdfSheet Text(double x, double y, string text, double size = 10)
    {
        page.AddText(text, size, new PdfPoint(x, y), font);
        return this;
    }

    public PdfSheet Bold(double x, double y, string text, double size = 10)
    {
        page.AddText(text, size, new PdfPoint(x, y), bold);
        return this;
    }

    /// <summary>Ends at <paramref name="x"/>.</summary>
    public PdfSheet Right(double x, double y, string text, double size = 10) => Text(x - Width(text, size), y, text, size);

    public PdfSheet Centred(double x, double y, string text, double size = 10) => Text(x - (Width(text, size) / 2), y, text, size);

    public double Width(string text, double size = 10) => page.MeasureText(text, size, new PdfPoint(0, 0), font)[^1].EndBaseLine.X;

    /// <summary>Lines one below the other.</summary>
    public PdfSheet Lines(double x, double y, double pitch, params string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
            Text(x, y - (i * pitch), lines[i]);
        return this;
    }

    public PdfSheet Line(double x, double y, double toX, double toY)
    {
        page.DrawLine(new PdfPoint(x, y), new PdfPoint(toX, toY), 0.5);
        return this;
    }

    public byte[] Build() => pdf.Build();

    public ParsedDocument Read() => Read(Build());

    public static ParsedDocument Read(byte[] pdf) => FileFormats.Parse(pdf, "a.pdf", new ParseLimits(), _ => { }).Document;
}
