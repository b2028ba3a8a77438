using Lectern.Server.Indexing.Parsing;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Indexing.Isolation;

/// <summary>Where documents lie while they are worked on, and that they do not stay there.</summary>
public sealed class WorkFolderTests : IDisposable
{
    private readonly string data = TestServer.NewFolder();
    private readonly ParserChild parser;

    public WorkFolderTests() =>
        parser = TestIsolation.Parser(
            TestIsolation.Over(data, data, () => TestIsolation.Shared.StateAsync(CancellationToken.None)));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        parser.Dispose();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task A_worker_has_a_folder_that_only_its_owner_enters_and_that_goes_with_it()
    {
        await ReadAsync("a.txt");
        var folder = Assert.Single(Directory.GetDirectories(data));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));

        // What a job leaves is gone when it ends.
        var left = Directory.CreateDirectory(Path.Combine(folder, "left"));
        await File.WriteAllTextAsync(Path.Combine(left.FullName, "document"), "Quay", Cancellation);
        if (!OperatingSystem.IsWindows())
            left.UnixFileMode = UnixFileMode.None;
        File.CreateSymbolicLink(Path.Combine(folder, "link"), data);
        await ReadAsync("b.txt");
        Assert.Equal(folder, Assert.Single(Directory.GetDirectories(data)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        parser.Dispose();
        Assert.Empty(Directory.EnumerateFileSystemEntries(data));
    }

    [Fact]
    public async Task A_document_that_LibreOffice_was_drawing_is_gone_when_that_is_cancelled()
    {
        TestIsolation.NeedsLibreOffice();
        Assert.SkipUnless((await TestIsolation.Shared.StateAsync(Cancellation)).IsWhole, "needs isolation");
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var drawing = parser.DrawAsync(
            new MemoryStream(LinkingDocuments.Make(".odt")), "a.odt", 1, long.MaxValue, (_, _) => Task.CompletedTask,
            cancellation.Token);
        while (Directory.GetFiles(data, "page.odt", SearchOption.AllDirectories).Length == 0)
            await Task.Delay(5, Cancellation);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => drawing);
        Assert.Empty(Directory.EnumerateFileSystemEntries(data));
        await ReadAsync("b.txt");
    }

    private async Task ReadAsync(string name) => Assert.IsType<ParseOutcome.Read>(
        await parser.ParseAsync(new MemoryStream("Quay"u8.ToArray()), name, _ => Task.CompletedTask, Cancellation));
}
