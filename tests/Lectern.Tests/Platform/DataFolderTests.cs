using Lectern.Server.Platform;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Platform;

/// <summary>What a killed server left is taken away, also while its last child still writes there.</summary>
public sealed class DataFolderTests
{
    [Fact]
    public async Task A_folder_in_which_a_child_of_a_killed_server_still_writes_is_opened()
    {
        var path = TestServer.NewFolder();
        DataFolder.Open(path).Dispose();
        var work = Path.Combine(path, "tmp", "trial");
        using var ended = new CancellationTokenSource();
        var child = Task.Run(() => Write(work, ended.Token), TestContext.Current.CancellationToken);
        while (!Directory.Exists(work))
            await Task.Delay(1, TestContext.Current.CancellationToken);
        ended.CancelAfter(TimeSpan.FromMilliseconds(300));
        using (var folder = DataFolder.Open(path))
            Assert.Equal(path, folder.Root);
        await child;
        using (var folder = DataFolder.Open(path))
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Temporary));
        Directory.Delete(path, recursive: true);
    }

    private static void Write(string folder, CancellationToken ended)
    {
        for (var i = 0; !ended.IsCancellationRequested; i++)
        {
            try
            {
                Directory.CreateDirectory(folder);
                File.WriteAllBytes(Path.Combine(folder, $"{i}"), []);
            }
            catch (IOException)
            {
                // It was just taken away.
            }
        }
    }
}
