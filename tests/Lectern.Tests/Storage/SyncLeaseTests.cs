using Lectern.Contracts;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Storage.Sqlite;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Lectern.Tests.Storage;

/// <summary>Servers that share a store, and who of them has a sync.</summary>
public sealed class SyncLeaseTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
    private readonly string folder = TestServer.NewFolder();
    private readonly Ids ids = new(TimeProvider.System);
    private SqliteDatabase database = null!;
    private SqliteIndexes indexes = null!;
    private SqliteSyncJobs jobs = null!;
    private Scope scope = null!;
    private string directory = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = SqliteDatabase.Open(Path.Combine(folder, "lectern.db"), NullLogger.Instance);
        var tenancy = new SqliteTenancy(database, ids, time);
        await tenancy.EnsureDefaultsAsync(ApiKeys.Hash(TestServer.Key), Cancellation);
        scope = tenancy.DefaultScope();
        indexes = new SqliteIndexes(database, ids, time);
        jobs = new SqliteSyncJobs(database, time);
        directory = (await new SqliteDirectories(database, ids, time).CreateAsync(
            scope, new DirectoryCreateRequest("d", null, null, null, null), Cancellation)).Id;
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_sync_has_one_owner_and_another_one_once_that_is_gone()
    {
        var index = await IndexAsync();
        var (a, b) = (await ServerAsync("a"), await ServerAsync("b"));
        var first = await a.TakeAsync();
        Assert.Equal((index, 1L), (first!.IndexId, first.Attempts));
        Assert.Null(await b.TakeAsync());
        for (var i = 0; i < 5; i++)
        {
            time.Advance(TimeSpan.FromSeconds(4));
            await a.Owners.BeatAsync(Cancellation);
            Assert.Null(await b.TakeAsync());
        }

        time.Advance(TimeSpan.FromSeconds(7));
        var second = await b.TakeAsync();
        Assert.Equal((index, 2L), (second!.IndexId, second.Attempts));
        Assert.False(await a.Leases.EndAsync(first, Synced(), Cancellation));
        Assert.Equal("syncing", Metadata(index).Status);
        Assert.True(await b.Leases.EndAsync(second, Synced(), Cancellation));
        Assert.Equal(("ready", "generation"), (Metadata(index).Status, indexes.Find(scope, index)!.Generation));
        Assert.False(jobs.Exists(index));
    }

    [Fact]
    public async Task A_sync_that_ends_its_server_is_tried_three_times_and_has_failed_then()
    {
        var index = await IndexAsync();
        for (var attempt = 1; attempt <= SyncJob.MaxAttempts; attempt++)
        {
            Assert.Equal(attempt, (await (await ServerAsync($"server {attempt}")).TakeAsync())!.Attempts);
            time.Advance(TimeSpan.FromSeconds(7));
        }

        var last = await ServerAsync("last");
        Assert.Equal([index], await last.Leases.ReclaimAsync([], Cancellation));
        Assert.Null(await last.TakeAsync());
        Assert.Equal("failed", Metadata(index).Status);
        Assert.Contains("the server ended in the middle of it 3 times", Metadata(index).Error, StringComparison.Ordinal);
        Assert.True(await jobs.RequestAsync(scope, index, Cancellation));
        Assert.Equal(1, (await last.TakeAsync())!.Attempts);
    }

    [Fact]
    public async Task Of_syncs_that_may_have_ended_the_server_twice_only_one_has_a_last_chance_at_a_time()
    {
        var together = new[] { await IndexAsync(), await IndexAsync(), await IndexAsync() };
        for (var i = 0; i < 2; i++)
        {
            var server = await ServerAsync($"server {i}");
            foreach (var _ in together)
                Assert.NotNull(await server.TakeAsync());
            time.Advance(TimeSpan.FromSeconds(7));
        }

        var suspicious = await ServerAsync("suspicious");
        var guilty = await suspicious.TakeAsync();
        Assert.Null(await suspicious.TakeAsync());
        var unsuspected = await IndexAsync();
        Assert.Equal(unsuspected, (await suspicious.TakeAsync())!.IndexId);
        time.Advance(TimeSpan.FromSeconds(7));

        var next = await ServerAsync("next");
        Assert.Equal([guilty!.IndexId], await next.Leases.ReclaimAsync([], Cancellation));
        var ended = new List<string>();
        for (var job = await next.TakeAsync(); job is not null; job = await next.TakeAsync())
        {
            Assert.True(await next.Leases.EndAsync(job, Synced(), Cancellation));
            ended.Add(job.IndexId);
        }

        Assert.Equal(
            together.Append(unsuspected).Except([guilty.IndexId]).Order(StringComparer.Ordinal),
            ended.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_cancel_reaches_the_owner_wherever_it_was_asked_for_and_outlives_it()
    {
        var index = await IndexAsync();
        var (a, b) = (await ServerAsync("a"), await ServerAsync("b"));
        await a.TakeAsync();
        Assert.True(await b.Leases.CancelAsync(index, Cancellation));
        Assert.Equal([index], a.Leases.Cancelled());
        Assert.Empty(b.Leases.Cancelled());
        Assert.True(b.Leases.IsRunning(index));
        time.Advance(TimeSpan.FromSeconds(7));
        Assert.Empty(await b.Leases.ReclaimAsync([], Cancellation));
        Assert.Null(await b.TakeAsync());
        Assert.Equal(("cancelled", false), (Metadata(index).Status, jobs.Exists(index)));
        Assert.False(await b.Leases.CancelAsync(index, Cancellation));
    }

    [Fact]
    public async Task What_a_server_gives_back_as_it_ends_or_could_not_store_is_no_attempt()
    {
        await IndexAsync();
        var a = await ServerAsync("a");
        for (var i = 0; i < 5; i++)
            await a.Leases.ReleaseAsync((await a.TakeAsync())!, Cancellation);
        for (var i = 0; i < 5; i++)
        {
            await a.TakeAsync();
            Assert.True(a.Leases.HasNews([]));
            Assert.Empty(await a.Leases.ReclaimAsync([], Cancellation));
        }

        Assert.Equal(1, (await a.TakeAsync())!.Attempts);
    }

    [Fact]
    public async Task A_request_during_a_sync_is_another_sync_and_the_index_stays_syncing_until_then()
    {
        var index = await IndexAsync();
        var a = await ServerAsync("a");
        var first = (await a.TakeAsync())!;
        Assert.True(await jobs.RequestAsync(scope, index, Cancellation));
        Assert.True(await a.Leases.EndAsync(first, Synced(), Cancellation));
        Assert.Equal("syncing", Metadata(index).Status);
        var second = (await a.TakeAsync())!;
        Assert.True(await a.Leases.EndAsync(second, Synced(), Cancellation));
        Assert.Equal("ready", Metadata(index).Status);
        Assert.Null(await a.TakeAsync());
    }

    [Fact]
    public async Task The_projects_share_what_runs_however_many_syncs_one_of_them_asks_for()
    {
        for (var i = 0; i < 40; i++)
            await IndexAsync();
        var a = await ServerAsync("a");
        var taken = 0;
        while (await a.TakeAsync() is not null)
            taken++;
        Assert.InRange(taken, 8, 39);
        Assert.Equal(taken, a.Running.Count);
    }

    private async Task<TestOwner> ServerAsync(string name)
    {
        var owner = new Owner(name);
        var owners = new SqliteOwners(database, owner, time);
        await owners.EnterAsync(Cancellation);
        return new TestOwner(owners, new SqliteSyncLeases(database, owner, time));
    }

    private async Task<string> IndexAsync()
    {
        time.Advance(TimeSpan.FromMilliseconds(1));
        var index = new NewIndex(directory, null, null, "manual", "[]", "[]", "DEFAULT");
        return (await indexes.CreateAsync(scope, index, Cancellation))!.Id;
    }

    private IndexMetadata Metadata(string index) => indexes.Find(scope, index)!.ReadMetadata();

    private static SyncEnd.Synced Synced() => new(new IndexMetadata(IndexStatus.Ready), "generation");

    private sealed record TestOwner(SqliteOwners Owners, SqliteSyncLeases Leases)
    {
        public List<string> Running { get; } = [];

        /// <summary>As a server's worker does.</summary>
        public async Task<SyncJob?> TakeAsync()
        {
            await Leases.ReclaimAsync(Running, Cancellation);
            var job = await Leases.TakeAsync(Cancellation);
            if (job is not null)
                Running.Add(job.IndexId);
            return job;
        }
    }
}
