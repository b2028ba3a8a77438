using Microsoft.Win32.SafeHandles;

namespace Lectern.Server.Storage.Sqlite;

/// <summary>
/// Flushes the write-ahead log to the disk beside the writer, which goes on meanwhile: what <c>synchronous=FULL</c> does, without
/// holding up the writes that need not survive the loss of power. Those who wait share one flush. Thread-safe.
/// </summary>
internal sealed partial class SqliteLogFlush : IDisposable
{
    private readonly string path;
    private readonly ILogger logger;
    private readonly Lock gate = new();
    private readonly SemaphoreSlim wanted = new(0);
    private readonly Thread thread;
    private TaskCompletionSource next = NewFlush();
    private bool isWanted;
    private bool isDisposed;

    /// <param name="path">Of the log; it has to exist from the first call of <see cref="FlushAsync"/> on.</param>
    public SqliteLogFlush(string path, ILogger logger)
    {
        this.path = path;
        this.logger = logger;

        // Of its own: a flush blocks for milliseconds, and small machines have few pool threads.
        thread = new Thread(Run) { IsBackground = true, Name = "log flush" };
        thread.Start();
    }

    /// <summary>Completes once everything that is committed now would survive the loss of power.</summary>
    public Task FlushAsync()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (!isWanted)
            {
                isWanted = true;
                wanted.Release();
            }

            return next.Task;
        }
    }

    /// <summary>Finishes what was asked for.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (isDisposed)
                return;
            isDisposed = true;
            wanted.Release();
        }

        thread.Join();
        wanted.Dispose();
    }

    private void Run()
    {
        SafeFileHandle? log = null;
        while (true)
        {
            wanted.Wait();
            TaskCompletionSource flush;
            lock (gate)
            {
                if (!isWanted)
                    break;
                isWanted = false;
                (flush, next) = (next, NewFlush());
            }

            try
            {
                log ??= File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
                RandomAccess.FlushToDisk(log);
            }
            catch (Exception e)
            {
                // As PostgreSQL does: after a failed flush nobody knows what the disk holds, and asking again may lie. A
                // restart reads it.
                FlushFailed(e);
                Environment.FailFast("The disk did not take what was written.", e);
            }

            flush.SetResult();
        }

        log?.Dispose();
    }

    private static TaskCompletionSource NewFlush() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(Level = LogLevel.Critical,
        Message = "The disk did not take what was written; the server ends, and reads it again when it is restarted")]
    private partial void FlushFailed(Exception exception);
}
