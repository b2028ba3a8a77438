namespace Lectern.Client.Http;

/// <summary>Reads another stream, and gives up when a single read takes longer than a limit. Not thread-safe.</summary>
internal sealed class IdleLimitedStream(Stream inner, TimeSpan limit, TimeProvider time) : Stream
{
    /// <summary>Ends the reads to come: the reader's own token of this moment.</summary>
    public CancellationToken Cancellation { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var idle = new CancellationTokenSource(limit, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, Cancellation, cancellationToken);
        return await inner.ReadAsync(buffer, any.Token).ConfigureAwait(false);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
