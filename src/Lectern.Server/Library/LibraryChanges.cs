using System.Threading.Channels;

namespace Lectern.Server.Library;

/// <summary>
/// Wakes those who follow changes of the library: the sync worker, and the collector of unused blobs. Several calls before one
/// looks are one. Thread-safe.
/// </summary>
internal sealed class LibraryChanges
{
    private readonly Channel<bool> worker = One();
    private readonly Channel<bool> collector = One();

    public void Wake()
    {
        worker.Writer.TryWrite(true);
        collector.Writer.TryWrite(true);
    }

    public async Task WaitAsync(CancellationToken cancellationToken) => await worker.Reader.ReadAsync(cancellationToken);

    /// <summary>As <see cref="WaitAsync"/>, for the collector.</summary>
    public async Task WaitToCollectAsync(CancellationToken cancellationToken) =>
        await collector.Reader.ReadAsync(cancellationToken);

    private static Channel<bool> One() =>
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
}
