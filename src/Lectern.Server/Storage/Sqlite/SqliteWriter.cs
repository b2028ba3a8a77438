using System.Threading.Channels;
using Lectern.Server.Platform;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite;

/// <summary>
/// The one owner of writing. A write runs alone in a transaction when the writer is idle; writes that wait are grouped into one
/// commit. A write that fails is undone alone, and its <see cref="SqliteException"/> becomes a <see cref="StoreException"/>.
/// Its task completes after the commit. Thread-safe.
/// </summary>
internal sealed partial class SqliteWriter : IAsyncDisposable
{
    private const int QueueCapacity = 4096;
    private const int MaxGroup = 256;

    private readonly WriterConnection connection;
    private readonly SqliteLogFlush flush;
    private readonly ILogger logger;
    private readonly Channel<Write> queue = Channel.CreateBounded<Write>(
        new BoundedChannelOptions(QueueCapacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly Task loop;

    /// <param name="connection">In WAL mode with <c>synchronous=NORMAL</c>. Owned from now on.</param>
    public SqliteWriter(WriterConnection connection, ILogger logger)
    {
        this.connection = connection;
        this.logger = logger;
        flush = new SqliteLogFlush(connection.DataSource + "-wal", logger);
        loop = Task.Factory.StartNew(
            RunAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    /// <param name="work">Runs on the writer's thread inside the transaction; it must not block on anything else.</param>
    /// <param name="cancellationToken">Gives up while waiting for a place in the queue; never once the write is queued.</param>
    public async Task<T> WriteAsync<T>(
        Func<WriterConnection, T> work, CancellationToken cancellationToken, Durability durability = Durability.Process)
    {
        var write = new Write<T>(work);
        await queue.Writer.WriteAsync(write, cancellationToken);
        var value = await write.Completion;
        if (durability == Durability.Power)
            await flush.FlushAsync();
        return value;
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(
        Action<WriterConnection> work, CancellationToken cancellationToken, Durability durability = Durability.Process) =>
        WriteAsync(
            c =>
            {
                work(c);
                return true;
            },
            cancellationToken,
            durability);

    /// <summary>Finishes what is queued, then closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
        flush.Dispose();
        await connection.DisposeAsync();
    }

    private async Task RunAsync()
    {
        var group = new List<Write>(MaxGroup);
        while (await queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (group.Count < MaxGroup && queue.Reader.TryRead(out var write))
                group.Add(write);
            Commit(group);
            group.Clear();
        }
    }

    private void Commit(List<Write> group)
    {
        try
        {
            connection.Statement("BEGIN IMMEDIATE").ExecuteNonQuery();
            foreach (var write in group)
                RunAlone(write);
            connection.Statement("COMMIT").ExecuteNonQuery();
        }
        catch (Exception e)
        {
            // Whatever it is: the writes must hear of it, and the loop has to go on.
            CommitFailed(e, group.Count);
            TryRollBack();
            foreach (var write in group)
                write.Fail(e);
            return;
        }

        foreach (var write in group)
            write.Complete();
    }

    private void RunAlone(Write write)
    {
        connection.Statement("SAVEPOINT one").ExecuteNonQuery();
        try
        {
            write.Run(connection);
        }
        catch (Exception e)
        {
            write.Fail(e);

            // SQLite may have undone the whole transaction (a full disk): then the others fail for the same reason.
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) != 0)
                throw;
            connection.Statement("ROLLBACK TO one").ExecuteNonQuery();
        }

        connection.Statement("RELEASE one").ExecuteNonQuery();
    }

    /// <summary>SQLite rolls some failures back by itself (a full disk, for one); a second rollback is then refused.</summary>
    private void TryRollBack()
    {
        try
        {
            SqliteDatabase.Execute(connection, "ROLLBACK");
        }
        catch (Exception e)
        {
            // Whatever it is, the loop has to go on: the next BEGIN tells whether it can.
            RollbackRefused(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A commit of {Count} writes failed and was undone")]
    private partial void CommitFailed(Exception exception, int count);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The rollback was refused; SQLite had mostly rolled back already")]
    private partial void RollbackRefused(Exception exception);

    private abstract class Write
    {
        public abstract void Run(WriterConnection connection);

        public abstract void Complete();

        public abstract void Fail(Exception e);
    }

    private sealed class Write<T>(Func<WriterConnection, T> work) : Write
    {
        private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? value;

        public Task<T> Completion => completion.Task;

        public override void Run(WriterConnection connection) => value = work(connection);

        public override void Complete() => completion.TrySetResult(value!);

        public override void Fail(Exception e) => completion.TrySetException(SqliteFaults.Of(e));
    }
}
