using System.Threading.Channels;

namespace Lectern.Server.Indexing;

/// <summary>Wakes the sync worker; several calls before it looks are one. Thread-safe.</summary>
internal sealed class SyncSignal
{
    private readonly Channel<bool> channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => channel.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken cancellationToken) => await channel.Reader.ReadAsync(cancellationToken);
}
