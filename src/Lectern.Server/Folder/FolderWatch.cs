using System.Threading.Channels;

namespace Lectern.Server.Folder;

/// <summary>Tells when something in a folder may have changed. Without the system's watching it only waits.</summary>
internal sealed class FolderWatch : IDisposable
{
    private readonly Channel<bool> changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly FileSystemWatcher? watcher;

    public FolderWatch(string folder)
    {
        try
        {
            watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
            watcher.Changed += (_, _) => Note();
            watcher.Created += (_, _) => Note();
            watcher.Deleted += (_, _) => Note();
            watcher.Renamed += (_, _) => Note();
            watcher.Error += (_, _) => Note();
            watcher.EnableRaisingEvents = true;
        }
        catch (IOException)
        {
            // Out of inotify watches: looking at intervals serves as well, only later.
            watcher?.Dispose();
            watcher = null;
        }
    }

    /// <summary>Returns <paramref name="settle"/> after a change, or after <paramref name="atMost"/> in any case.</summary>
    public async Task WaitAsync(TimeSpan settle, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await changes.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(atMost, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return;
        }

        await Task.Delay(settle, time, cancellationToken);
    }

    public void Dispose() => watcher?.Dispose();

    private void Note() => changes.Writer.TryWrite(true);
}
