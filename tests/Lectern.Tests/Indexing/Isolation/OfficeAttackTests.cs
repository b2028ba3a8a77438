using System.Net;
using System.Net.Sockets;
using Lectern.Server.Indexing.Parsing.Isolation;
using Lectern.Tests.Fakes;
using SkiaSharp;

namespace Lectern.Tests.Indexing.Isolation;

/// <summary>
/// Office files that make LibreOffice load what lies elsewhere: a red PNG, a green SVG and the blue page of a PDF on the disk,
/// and a
/// picture over HTTP. What it loads shows in the page's picture.
/// </summary>
public sealed class OfficeAttackTests : IAsyncDisposable
{
    private readonly string elsewhere = TestServer.NewFolder();
    private readonly string data = Path.Combine(TestServer.NewFolder(), "data with ümlaut #1");
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task counting;
    private readonly CancellationTokenSource end = new();
    private int requests;

    public OfficeAttackTests()
    {
        Directory.CreateDirectory(data);
        File.WriteAllBytes(Path.Combine(elsewhere, "red.png"), Picture(new SKColor(255, 0, 0)));
        File.WriteAllText(
            Path.Combine(elsewhere, "green.svg"),
            """<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="#00ff00"/></svg>""");
        File.WriteAllText(
            Path.Combine(elsewhere, "blue.pdf"),
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<<>>>>endobj\n"
            + "4 0 obj<</Length 29>>stream\n0 0 1 rg 0 0 200 200 re f    \nendstream endobj\ntrailer<</Root 1 0 R>>\n");
        listener.Start();
        counting = CountAsync();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        await counting;
        end.Dispose();
        Directory.Delete(elsewhere, recursive: true);
        Directory.Delete(Path.GetDirectoryName(data)!, recursive: true);
    }

    [Theory]
    [InlineData(".odt")]
    [InlineData(".odp")]
    [InlineData(".docx")]
    [InlineData(".rtf")]
    public async Task Pictures_that_a_document_links_are_neither_read_nor_fetched(string extension)
    {
        TestIsolation.NeedsLibreOffice();
        var document = LinkingDocuments.Make(
            extension, Link("red.png"), Link("green.svg"), Link("blue.pdf"), $"http://{listener.LocalEndpoint}/picture.png");

        // Without isolation the attack works, or this would prove nothing.
        var open = await DrawAsync(document, extension, new IsolationState(IsLaunched: false, null));
        Assert.SkipWhen(open is null && extension == ".odp", "needs libreoffice-impress");
        var seen = Colours(open!);
        var fetched = Volatile.Read(ref requests);
        TestContext.Current.SendDiagnosticMessage($"{extension}, not shut in: {seen}, {fetched} requests");
        Assert.True(seen.Red && seen.Ink);

        var shut = Colours((await DrawAsync(document, extension, await TestIsolation.Shared.StateAsync(Cancellation)))!);
        Assert.Equal(new Seen(Ink: true, Red: false, Green: false, Blue: false), shut);
        Assert.Equal(fetched, Volatile.Read(ref requests));
        Assert.Empty(Directory.EnumerateFileSystemEntries(data));
    }

    private string Link(string name) => new Uri(Path.Combine(elsewhere, name)).AbsoluteUri;

    /// <returns>The first page's picture; null when nothing was drawn.</returns>
    private async Task<byte[]?> DrawAsync(byte[] document, string extension, IsolationState how)
    {
        using var parser = TestIsolation.Parser(TestIsolation.Over(data, data, () => Task.FromResult(how)));
        byte[]? first = null;
        await parser.DrawAsync(
            new MemoryStream(document), "page" + extension, 1, long.MaxValue,
            (_, jpeg) =>
            {
                first ??= jpeg.ToArray();
                return Task.CompletedTask;
            },
            Cancellation);
        return first;
    }

    private async Task CountAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(end.Token);
                Interlocked.Increment(ref requests);
            }
        }
        catch (OperationCanceledException)
        {
            // The test has ended.
        }
    }

    private static byte[] Picture(SKColor colour)
    {
        using var surface = SKSurface.Create(new SKImageInfo(100, 100));
        surface.Canvas.Clear(colour);
        using var image = surface.Snapshot();
        return image.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }

    private static Seen Colours(byte[] jpeg)
    {
        using var page = SKBitmap.Decode(jpeg);
        var pixels = page.Pixels;
        return new Seen(
            Ink: pixels.Any(p => p is { Red: < 80, Green: < 80, Blue: < 80 }),
            Red: pixels.Any(p => p is { Red: > 200, Green: < 80, Blue: < 80 }),
            Green: pixels.Any(p => p is { Red: < 80, Green: > 200, Blue: < 80 }),
            Blue: pixels.Any(p => p is { Red: < 80, Green: < 80, Blue: > 200 }));
    }

    private sealed record Seen(bool Ink, bool Red, bool Green, bool Blue);
}
