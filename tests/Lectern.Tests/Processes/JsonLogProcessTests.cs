using System.Text.Json;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Processes;

/// <summary>With <c>LECTERN_LOGS=json</c> all that a server prints is JSON, and none of it names a document.</summary>
public sealed class JsonLogProcessTests : IDisposable
{
    private readonly string folder = TestServer.NewFolder();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Every_line_from_the_start_on_is_JSON_and_names_no_document()
    {
        var documents = Directory.CreateDirectory(Path.Combine(folder, "harbour-plan")).FullName;
        await File.WriteAllTextAsync(Path.Combine(documents, "granite-plan.txt"), "The quay is made of granite.", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(documents, "broken-plan.pdf"), "%PDF-1.7 and no more", Cancellation);
        await File.WriteAllBytesAsync(Path.Combine(documents, "empty-plan.docx"), [], Cancellation);
        if (!OperatingSystem.IsWindows())
            File.CreateSymbolicLink(Path.Combine(documents, "lost-plan.txt"), "nowhere");
        await using var server = ServerProcess.Start(
            Path.Combine(folder, "data"), ("LECTERN_LOGS", "json"),
            ("LECTERN_FOLDER", documents), ("LECTERN_EMBEDDINGS", "none"));
        await Patience.UntilAsync(() => server.Errors.Contains("files read, 2 not", StringComparison.Ordinal));
        server.Terminate();
        await server.ExitAsync();

        Assert.Equal("", server.Output.Trim());
        var lines = server.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var messages = lines.Select(line => JsonDocument.Parse(line).RootElement.Text("message")).ToList();
        Assert.Contains(messages, m => m.StartsWith("Lectern is at http://127.0.0.1:", StringComparison.Ordinal));
        Assert.Contains(messages, m => m.Contains("1 files read, 2 not", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains("-plan", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains(ServerProcess.Key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("LECTERN_MODEL", "nonsense:")]
    [InlineData("LECTERN_DATA", "/dev/null/data")]
    public async Task A_start_that_fails_says_why_in_JSON(string setting, string value)
    {
        await using var server = ServerProcess.Start(Path.Combine(folder, "data"), ("LECTERN_LOGS", "json"), (setting, value));
        Assert.NotEqual(0, await server.ExitAsync());
        var lines = server.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Equal("error", JsonDocument.Parse(line).RootElement.Text("level")));
    }
}
