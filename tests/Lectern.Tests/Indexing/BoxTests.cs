using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;
using Lectern.Server.Retrieval;
using Lectern.Server.Storage.Sqlite.Platform;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace Lectern.Tests.Indexing;

/// <summary>Where text stands on its page.</summary>
public sealed class BoxTests
{
    [Fact]
    public void Boxes_are_kept_in_few_bytes()
    {
        TextBox[] boxes = [new(7, 5, 50.25, 100, 30.5, 12), new(13, 300, 0, 14_000, 16_000, 9.75)];
        var page = PageBoxes.Encode(3, boxes);
        Assert.Equal((3, 7, 313), (page.Page, page.Start, page.End));
        Assert.Equal(boxes, page.Decode());
        Assert.True(page.Data.Length < 24);
    }

    [Fact]
    public void A_word_of_a_PDF_stands_in_points_from_the_top_left()
    {
        var document = Parse(Pdf(page => page.AddText("Harbour wall", 20, new PdfPoint(100, 700), Helvetica)));
        var words = document.Boxes.Single().Decode().ToList();
        Assert.Equal(["Harbour", "wall"], words.Select(w => document.Text.Substring(w.Start, w.Length)));
        Assert.InRange(words[0].X, 100, 103);
        Assert.InRange(words[0].Y, 842 - 700 - 20, 842 - 700 - 12);
        Assert.InRange(words[0].Y + words[0].Height, 842 - 700 - 2, 842 - 700 + 6);
        Assert.InRange(words[1].X, words[0].X + words[0].Width, 200);
        Assert.Equal((595, 842), (Math.Floor(document.Pages[0].Width), Math.Floor(document.Pages[0].Height)));
    }

    [Fact]
    public void On_a_rotated_page_boxes_are_those_of_the_page_as_it_is_shown()
    {
        var document = Parse(Pdf(page =>
        {
            page.SetRotation(new PageRotationDegrees(90));
            page.AddText("Turned", 20, new PdfPoint(100, 700), Helvetica);
        }));
        var word = document.Boxes.Single().Decode().Single();
        Assert.Equal((842, 595), (Math.Floor(document.Pages[0].Width), Math.Floor(document.Pages[0].Height)));
        Assert.InRange(word.X, 695, 720);
        Assert.InRange(word.Y, 95, 105);
        Assert.True(word.Height > word.Width);
    }

    [Fact]
    public async Task The_boxes_of_a_span_are_found_line_by_line()
    {
        await using var server = await TestServer.StartAsync();
        var pdf = Pdf(page =>
        {
            page.AddText("The dome opens at noon,", 12, new PdfPoint(50, 700), Helvetica);
            page.AddText("and closes at night.", 12, new PdfPoint(50, 686), Helvetica);
        });
        var index = (await server.IndexAsync(("a.pdf", pdf), ("b.txt", "no boxes"u8.ToArray()))).Text("id");
        var retrieval = server.Services.GetRequiredService<IRetrieval>();
        var scope = server.Services.GetRequiredService<SqliteTenancy>().DefaultScope();
        var files = await retrieval.FindAsync(scope, index, null, null, null, 10, TestContext.Current.CancellationToken);
        var text = await retrieval.ReadAsync(scope, index, files[0].FileId, 0, null, TestContext.Current.CancellationToken);
        Assert.Equal("The dome opens at noon, and closes at night.", text);
        var start = text.IndexOf("noon", StringComparison.Ordinal);
        var boxes = await retrieval.BoxesAsync(
            scope, index, files[0].FileId, start, start + 14, TestContext.Current.CancellationToken);
        Assert.Equal(2, boxes.Count);
        Assert.All(boxes, b => Assert.Equal(1, b.Page));
        Assert.True(boxes[0].X > 100 && boxes[1].X < 60 && boxes[1].Y > boxes[0].Y);
        Assert.Empty(await retrieval.BoxesAsync(scope, index, files[1].FileId, 0, 5, TestContext.Current.CancellationToken));
    }

    private static PdfDocumentBuilder.AddedFont Helvetica => font!;

    [ThreadStatic]
    private static PdfDocumentBuilder.AddedFont? font;

    private static byte[] Pdf(Action<PdfPageBuilder> draw)
    {
        var pdf = new PdfDocumentBuilder();
        font = pdf.AddStandard14Font(Standard14Font.Helvetica);
        draw(pdf.AddPage(595, 842));
        return pdf.Build();
    }

    private static ParsedDocument Parse(byte[] content) =>
        FileFormats.Parse(content, "a.pdf", new ParseLimits(), _ => { }).Document;
}
