using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Server.Indexing.Parsing.Tools;
using Lectern.Tests.Fakes;
using SkiaSharp;

namespace Lectern.Tests.Agent.Citations;

/// <summary>
/// Every sentence of an answer over real documents is followed, by API alone, to its words: marked on the page's picture, or in
/// the text where there is no place on a page.
/// </summary>
public sealed class ClickDownTests
{
    private static readonly (string File, string Question)[] Questions =
    [
        ("docling__multi_page.pdf", "Who invented the first word processor with a magnetic card?"),
        ("docling__2305.03393v1-pg9.pdf", "What does the table on optimised table structure compare?"),
        ("unst__fake-memo.pdf", "What is the purpose of the memo?"),
        ("unst__a1977-backus-p21.pdf", "What does Backus say about functional programs?"),
        ("docling__wiki_duck.html", "What do ducks eat?"),
        ("docling__docx_lists.docx", "What is in the list?"),
        ("unst__norwich-city.txt", "When was Norwich City founded?"),
        ("docling__duck.md", "What is a duck?"),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_quoted_sentence_leads_to_its_marked_words()
    {
        var folder = SharedFiles.Need("documents/good");
        Assert.SkipUnless(ExternalTools.PdfToPpm is not null, "needs pdftoppm");
        await using var server = await TestServer.StartAsync();
        var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "good" })).Text("id");
        foreach (var (file, _) in Questions)
            await server.UploadAsync(directory, file, await File.ReadAllBytesAsync(Path.Combine(folder, file), Cancellation));
        var index = await server.PostAsync(
            "/api/v1/indexes", new { source_directory_id = directory, store_attachments = (string[])["screenshots"] });
        await server.UntilSyncedAsync(index.Text("id"));

        var (pictures, texts) = (0, 0);
        foreach (var (_, question) in Questions)
        {
            var frames = await server.AskAsync(await server.SessionAsync(index.Text("id")), question);
            var text = frames.Single(f => f.Type == "text").Json;
            var sentences = text.Text("content").Split(
                '\n').Count(l => l.StartsWith("> ", StringComparison.Ordinal) && !l.StartsWith("> — ", StringComparison.Ordinal));
            var citations = text.GetProperty("citations").EnumerateArray().ToList();
            Assert.Equal(sentences, citations.Count);
            foreach (var citation in citations)
            {
                if (await FollowAsync(server, index.Text("id"), citation))
                    pictures++;
                else
                    texts++;
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{pictures} citations led to a picture, {texts} to a text");
        Assert.True(pictures >= 3 && texts >= 3, $"{pictures} citations led to a picture, {texts} to a text");
    }

    /// <returns>Whether it led to a picture.</returns>
    private static async Task<bool> FollowAsync(TestServer server, string index, JsonElement citation)
    {
        var (start, end) = (citation.GetProperty("start_char").GetInt32(), citation.GetProperty("end_char").GetInt32());
        using var read = await server.Http.PostAsJsonAsync(
            "/api/v1/retrieval/files/read",
            new { index_id = index, file_id = citation.Text("file_id"), offset = start, max_length = end - start }, Cancellation);
        Assert.Equal(citation.Text("quote"), (await TestServer.JsonOf(read)).Text("content"));

        var attachment = citation.GetProperty("attachment");
        var link = $"/api/v1/beta/attachments/{attachment.Text("attachment_name")}?source_id={attachment.Text("source_id")}";
        using var anyone = new HttpClient();
        var marked = await anyone.GetByteArrayAsync(
            (await server.GetAsync($"{link}&highlight={start}-{end}")).Text("url"), Cancellation);
        var boxes = citation.GetProperty("boxes").EnumerateArray().ToList();
        if (attachment.Text("attachment_name") == "text.html")
        {
            Assert.Empty(boxes);
            var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(System.Text.Encoding.UTF8.GetString(marked));
            Assert.Equal(citation.Text("quote"), page.GetElementById("mark")!.TextContent);
            return false;
        }

        var plain = await anyone.GetByteArrayAsync((await server.GetAsync(link)).Text("url"), Cancellation);
        using var before = SKBitmap.Decode(plain);
        using var after = SKBitmap.Decode(marked);
        var pixels = PageImages.DotsPerInch / 72.0;
        var first = boxes[0];
        var middle = (X: (int)((first.GetProperty("x").GetDouble() + (first.GetProperty("width").GetDouble() / 2)) * pixels),
            Y: (int)((first.GetProperty("y").GetDouble() + (first.GetProperty("height").GetDouble() / 2)) * pixels));

        // Inside of the first box the paper has become yellow.
        Assert.True(Yellow(after, middle) > Yellow(before, middle), $"{citation.GetRawText()} is not marked");
        return true;

        static int Yellow(SKBitmap page, (int X, int Y) at) =>
            Enumerable.Range(-6, 13).Sum(dx => Enumerable.Range(-6, 13).Count(dy =>
            at.X + dx >= 0 && at.X + dx < page.Width && at.Y + dy >= 0 && at.Y + dy < page.Height
            && page.GetPixel(at.X + dx, at.Y + dy) is { Red: > 200, Green: > 160, Blue: < 200 }));
    }
}
