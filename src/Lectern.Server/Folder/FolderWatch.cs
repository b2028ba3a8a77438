using System.Threading.Channels;

namespace Lectern.Server.Folder;

/// <summary>
/// Tells when something in a folder may have changed. Without the system's watching it only waits. For one who waits.
/// </summary>
internal sealed class FolderWatch : IDisposable
{
    private readonly Channel<bool> changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private FileSystemWatcher? watcher;
    private (long Device, long Inode)? watched;

    /// <summary>
    /// Watches a folder from now on. The system watches it and not its name: what was put in its place is watched anew.
    /// </summary>
    /// <exception cref="IOException">There is none.</exception>
    public void Attach(string folder)
    {
        var found = FolderFiles.Look(FolderFiles.RealPath(folder));
        if (watched == (found.Device, found.Inode))
            return;
        watcher?.Dispose();
        watcher = null;
        watched = (found.Device, found.Inode);
        var made = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
        try
        {
            made.Changed += (_, _) => Note();
            made.Created += (_, _) => Note();
            made.Deleted += (_, _) => Note();
            made.Renamed += (_, _) => Note();
            made.Error += (_, _) => Note();
            made.EnableRaisingEvents = true;
            watcher = made;
        }
        catch (IOException)
        {
            // Out of inotify watches: looking at intervals serves as well, only later.
            made.Dispose();
        }
    }

    /// <summary>Something may have changed.</summary>
    public void Note() => changes.Writer.TryWrite(true);

    /// <summary>Returns <paramref name="settle"/> after a change, or after <paramref name="atMost"/> in any case.</summary>
    public async Task WaitAsync(TimeSpan settle, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await changes.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return;
        }

        await Task.Delay(settle, time, cancellationToken);
    }

    public void Dispose() => watcher?.Dispose();
}
