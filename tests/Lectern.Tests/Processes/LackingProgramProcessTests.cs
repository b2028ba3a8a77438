using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Lectern.Server.Indexing.Parsing.Tools;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Processes;

/// <summary>A server that is started again with a program that it lacked.</summary>
public sealed class LackingProgramProcessTests : IDisposable
{
    private readonly string data = TestServer.NewFolder();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task The_next_sync_reads_a_file_again_that_failed_without_it()
    {
        Assert.SkipUnless(ExternalTools.HeifConvert is not null && Ocr.IsAvailable, "needs heif-convert and Tesseract");
        string index;
        await using (var first = await ServerProcess.Start(data, ("PATH", "")).ReadyAsync())
        {
            index = await first.IndexOneFileAsync("a.heic", Encoding.Latin1.GetBytes("\0\0\0\u0018ftypheic\0\0\0\0mif1heic"));
            await first.SyncAsync(index);
            Assert.Contains("have heif-convert installed", await ReasonAsync(first, index), StringComparison.Ordinal);
            await first.KillAsync();
        }

        await using var second = await ServerProcess.Start(data).ReadyAsync();
        await second.SyncAsync(index);
        Assert.EndsWith("save it as JPEG and upload that.", await ReasonAsync(second, index), StringComparison.Ordinal);
    }

    private static async Task<string> ReasonAsync(ServerProcess server, string index)
    {
        var files = await server.Http.GetFromJsonAsync<JsonElement>($"/api/v1/indexes/{index}/files", Cancellation);
        return Assert.Single(files.GetProperty("items").EnumerateArray()).Text("reason");
    }
}
