using Lectern.Server.Indexing;
using Lectern.Server.Storage.Sqlite.Indexing;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lectern.Tests.Indexing;

/// <summary>What became of syncs cannot be stored.</summary>
public sealed class SyncFaultTests
{
    private static readonly string[] Reasons = ["The first broke.", "The second broke."];

    [Fact]
    public async Task Of_two_syncs_that_break_off_at_once_both_reasons_are_logged_and_shown()
    {
        using var log = new MemoryLog(LogLevel.Error);
        using var done = new ManualResetEventSlim();
        await using var server = await TestServer.StartAsync(services => services
            .AddSingleton<ILoggerProvider>(log)
            .AddSingleton<ISyncLeases>(p => new UnwritableEnds(
                p.GetRequiredService<SqliteSyncLeases>(), () => p.GetRequiredService<SyncWorker>().Indexes.Count, done)));
        try
        {
            var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "docs" })).Text("id");
            foreach (var _ in Reasons)
                await server.PostAsync("/api/v1/indexes", new { source_directory_id = directory });
            var shown = "";
            await Patience.UntilAsync(async () =>
            {
                var problems = (await server.GetAsync("/api/v1/settings")).GetProperty("problems").EnumerateArray();
                shown = string.Join('\n', problems.Select(p => p.GetString()));
                return shown.Contains("Syncing indexes fails", StringComparison.Ordinal);
            });
            Assert.All(Reasons, r => Assert.Contains(r.TrimEnd('.'), shown, StringComparison.Ordinal));
            Assert.All(Reasons, r => Assert.Contains(r, log.Whole, StringComparison.Ordinal));
        }
        finally
        {
            done.Set();
        }
    }

    /// <summary>
    /// Leases whose first syncs end in a fault, at once: while the loop asks for news. Asked again, it waits for the test's end.
    /// </summary>
    private sealed class UnwritableEnds(ISyncLeases leases, Func<int> running, ManualResetEventSlim done) : ISyncLeases
    {
        private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int ended;

        public bool HasNews(IReadOnlyCollection<IndexKey> ofServer)
        {
            if (asked.Task.IsCompleted)
                done.Wait();
            if (Volatile.Read(ref ended) == Reasons.Length)
            {
                asked.TrySetResult();
                SpinWait.SpinUntil(() => running() == 0);
            }

            return leases.HasNews(ofServer);
        }

        public async Task<bool> EndAsync(SyncJob job, SyncEnd end, CancellationToken cancellationToken)
        {
            var number = Interlocked.Increment(ref ended) - 1;
            if (number >= Reasons.Length)
                return await leases.EndAsync(job, end, cancellationToken);
            await asked.Task;
            throw new IOException(Reasons[number]);
        }

        public Task<IReadOnlyList<string>> ReclaimAsync(
            IReadOnlyCollection<IndexKey> ofServer, CancellationToken cancellationToken) =>
            leases.ReclaimAsync(ofServer, cancellationToken);

        public WaitingSyncs Waiting() => leases.Waiting();

        public Task<SyncJob?> TakeAsync(CancellationToken cancellationToken) => leases.TakeAsync(cancellationToken);

        public IReadOnlyList<IndexKey> Cancelled() => leases.Cancelled();

        public Task<bool> CancelAsync(IndexKey index, CancellationToken cancellationToken) =>
            leases.CancelAsync(index, cancellationToken);

        public bool IsRunning(IndexKey index) => leases.IsRunning(index);

        public Task<bool> NoteAsync(SyncJob job, SyncStep step, CancellationToken cancellationToken) =>
            leases.NoteAsync(job, step, cancellationToken);

        public Task ReleaseAsync(SyncJob job, CancellationToken cancellationToken) => leases.ReleaseAsync(job, cancellationToken);
    }
}
