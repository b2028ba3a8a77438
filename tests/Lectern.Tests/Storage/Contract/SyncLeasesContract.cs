using Lectern.Contracts;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Storage.Contract;

/// <summary>Servers that share a store, and who of them has a sync.</summary>
public abstract class SyncLeasesContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private string directory = "";

    private ISyncJobs Jobs => Get<ISyncJobs>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        directory = await DirectoryAsync();
    }

    [Fact]
    public async Task A_sync_has_one_owner_and_another_one_once_that_is_gone()
    {
        var index = await IndexAsync();
        var (a, b) = (await ServerAsync("a"), await ServerAsync("b"));
        var first = await a.TakeAsync();
        Assert.Equal((index.Id, 1L), (first!.IndexId, first.Attempts));
        Assert.Null(await b.TakeAsync());
        for (var i = 0; i < 5; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(4));
            await a.Owners.BeatAsync(Cancellation);
            Assert.Null(await b.TakeAsync());
        }

        Time.Advance(TimeSpan.FromSeconds(7));
        var second = await b.TakeAsync();
        Assert.Equal((index.Id, 2L), (second!.IndexId, second.Attempts));
        Assert.False(await a.Leases.EndAsync(first, Synced(), Cancellation));
        Assert.Equal("syncing", Metadata(index).Status);
        Assert.True(await b.Leases.EndAsync(second, Synced(), Cancellation));
        Assert.Equal(("ready", "generation"), (Metadata(index).Status, Find(index).Generation));
        Assert.False(Jobs.Exists(index.Key));
    }

    [Fact]
    public async Task What_a_step_swapped_in_can_be_searched_and_only_the_owner_notes_it()
    {
        await FileAsync(directory, "a.txt");
        var index = await IndexAsync(directory);
        var (a, b) = (await ServerAsync("a"), await ServerAsync("b"));
        var first = (await a.TakeAsync())!;
        Assert.Equal(1, Get<IIndexes>().FilesWaiting(Find(index)));
        Assert.True(await a.Leases.NoteAsync(first, new SyncStep(null, 3, Time.GetUtcNow()), Cancellation));
        Assert.Equal((null, false), (Find(index).Generation, Find(index).IsSearchable));
        Assert.Equal(3, Get<IIndexes>().FilesWaiting(Find(index)));
        Assert.True(await a.Leases.NoteAsync(first, new SyncStep("one", 2, Time.GetUtcNow()), Cancellation));
        Assert.Equal(("one", true), (Find(index).Generation, Find(index).IsSearchable));
        Assert.Equal(new StorageUse(7, 0, 0), Get<IStorageUse>().Of(Scope.ProjectId));
        Assert.True(await a.Leases.NoteAsync(
            first, new SyncStep("one", 2, Time.GetUtcNow()) { Size = (50, 4) }, Cancellation));
        Assert.Equal(new StorageUse(7, 4, 50), Get<IStorageUse>().Of(Scope.ProjectId));
        Assert.Equal(("syncing", 2), (Metadata(index).Status, Get<IIndexes>().FilesWaiting(Find(index))));
        Time.Advance(TimeSpan.FromSeconds(7));
        await FileAsync(directory, "b.txt");
        Assert.Equal(3, Get<IIndexes>().FilesWaiting(Find(index)));
        var second = (await b.TakeAsync())!;
        Assert.False(await a.Leases.NoteAsync(first, new SyncStep("two", 0, Time.GetUtcNow()), Cancellation));
        Assert.Equal("one", Find(index).Generation);
        Assert.True(await b.Leases.EndAsync(second, new SyncEnd.Cancelled(), Cancellation));
        Assert.Equal(("cancelled", true), (Metadata(index).Status, Find(index).IsSearchable));
        Assert.Equal(3, Get<IIndexes>().FilesWaiting(Find(index)));
        Assert.Equal(50, Get<IStorageUse>().Of(Scope.ProjectId).Indexes);
    }

    [Fact]
    public async Task An_index_whose_sync_fails_can_be_searched_as_far_as_it_has_contents()
    {
        var index = await IndexAsync();
        var server = await ServerAsync("a");
        await FailAsync(noted: null);
        Assert.Equal(("failed", false), (Metadata(index).Status, Find(index).IsSearchable));
        await FailAsync(noted: "one");
        Assert.Equal(("failed", true), (Metadata(index).Status, Find(index).IsSearchable));
        var unreadable = new IndexMetadata(IndexStatus.Failed, "None could be read.", Files: new IndexFileCounts(2, 0, 2, 0, 0));
        Assert.True(await Jobs.RequestAsync(Scope, index.Id, Cancellation));
        var job = (await server.TakeAsync())!;
        Assert.True(await server.Leases.EndAsync(job, new SyncEnd.Synced(unreadable, "two"), Cancellation));
        Assert.False(Find(index).IsSearchable);

        // The next one brings some in by steps, and fails then: what the one before it counted tells nothing of them.
        await FailAsync(noted: "three");
        Assert.Equal(("failed", true), (Metadata(index).Status, Find(index).IsSearchable));

        async Task FailAsync(string? noted)
        {
            await Jobs.RequestAsync(Scope, index.Id, Cancellation);
            var taken = (await server.TakeAsync())!;
            Assert.True(await server.Leases.NoteAsync(taken, new SyncStep(noted, 2, Time.GetUtcNow()), Cancellation));
            Assert.True(await server.Leases.EndAsync(taken, new SyncEnd.Failed("The disk is full."), Cancellation));
        }
    }

    [Fact]
    public async Task An_index_of_which_nothing_could_be_read_is_ready_after_a_step_that_brought_something()
    {
        var index = await IndexAsync();
        var server = await ServerAsync("a");
        var unreadable = new IndexMetadata(IndexStatus.Failed, "None could be read.", Files: new IndexFileCounts(2, 0, 2, 0, 0));
        var job = (await server.TakeAsync())!;
        Assert.True(await server.Leases.EndAsync(job, new SyncEnd.Synced(unreadable, "one"), Cancellation));
        foreach (var (ready, status) in (IEnumerable<(int?, string)>)[(null, "failed"), (0, "failed"), (1, "ready")])
        {
            await Jobs.RequestAsync(Scope, index.Id, Cancellation);
            var taken = (await server.TakeAsync())!;
            Assert.True(await server.Leases.NoteAsync(
                taken, new SyncStep("two", 1, Time.GetUtcNow()) { FilesReady = ready }, Cancellation));
            Assert.True(await server.Leases.EndAsync(taken, new SyncEnd.Cancelled(), Cancellation));
            Assert.Equal((status, status == "ready"), (Metadata(index).Status, Find(index).IsSearchable));
        }

        await Jobs.RequestAsync(Scope, index.Id, Cancellation);
        job = (await server.TakeAsync())!;
        Assert.True(await server.Leases.EndAsync(job, new SyncEnd.Synced(unreadable, "three"), Cancellation));
        await Jobs.RequestAsync(Scope, index.Id, Cancellation);
        Assert.True(await server.Leases.EndAsync((await server.TakeAsync())!, new SyncEnd.Cancelled(), Cancellation));
        Assert.Equal("failed", Metadata(index).Status);
    }

    [Fact]
    public async Task A_sync_that_ends_its_server_is_tried_three_times_and_has_failed_then()
    {
        var index = await IndexAsync();
        for (var attempt = 1; attempt <= SyncJob.MaxAttempts; attempt++)
        {
            Assert.Equal(attempt, (await (await ServerAsync($"server {attempt}")).TakeAsync())!.Attempts);
            Time.Advance(TimeSpan.FromSeconds(7));
        }

        var last = await ServerAsync("last");
        Assert.Equal([index.Id], await last.Leases.ReclaimAsync([], Cancellation));
        Assert.Null(await last.TakeAsync());
        Assert.Equal("failed", Metadata(index).Status);
        Assert.Contains("the server ended in the middle of it 3 times", Metadata(index).Error, StringComparison.Ordinal);
        Assert.True(await Jobs.RequestAsync(Scope, index.Id, Cancellation));
        Assert.Equal(1, (await last.TakeAsync())!.Attempts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sync_that_is_asked_for_during_a_restore_runs_though_that_is_given_up_or_cancelled(bool isCancelled)
    {
        var index = await IndexAsync();
        var server = await ServerAsync("first");
        Assert.True(await server.Leases.EndAsync((await server.TakeAsync())!, Synced(), Cancellation));
        Assert.Equal(RestoreRequest.Asked, await Jobs.RequestRestoreAsync(Scope, index.Id, 1, Cancellation));
        Assert.True(await Jobs.RequestAsync(Scope, index.Id, Cancellation));
        for (var attempt = 1; attempt <= SyncJob.MaxAttempts; attempt++)
        {
            var taken = await (await ServerAsync($"server {attempt}")).TakeAsync();
            Assert.Equal((attempt, 1L), (taken!.Attempts, taken.Restore?.Generation));
            if (isCancelled)
            {
                // What was asked for before is cancelled too.
                Assert.True(await server.Leases.CancelAsync(index.Key, Cancellation));
                Assert.True(await Jobs.RequestAsync(Scope, index.Id, Cancellation));
            }

            Time.Advance(TimeSpan.FromSeconds(7));
            if (isCancelled)
                break;
        }

        var last = await ServerAsync("last");
        await last.Leases.ReclaimAsync([], Cancellation);
        Assert.Equal("syncing", Metadata(index).Status);
        var sync = await last.TakeAsync();
        Assert.Equal((index.Id, 1L, null), (sync!.IndexId, sync.Attempts, sync.Restore));
    }

    [Fact]
    public async Task Of_syncs_that_may_have_ended_the_server_twice_only_one_has_a_last_chance_at_a_time()
    {
        var together = new[] { (await IndexAsync()).Id, (await IndexAsync()).Id, (await IndexAsync()).Id };
        for (var i = 0; i < 2; i++)
        {
            var server = await ServerAsync($"server {i}");
            foreach (var _ in together)
                Assert.NotNull(await server.TakeAsync());
            Time.Advance(TimeSpan.FromSeconds(7));
        }

        var suspicious = await ServerAsync("suspicious");
        var guilty = await suspicious.TakeAsync();
        Assert.Null(await suspicious.TakeAsync());
        var unsuspected = (await IndexAsync()).Id;
        Assert.Equal(unsuspected, (await suspicious.TakeAsync())!.IndexId);
        Time.Advance(TimeSpan.FromSeconds(7));

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
        Assert.True(await b.Leases.CancelAsync(index.Key, Cancellation));
        Assert.Equal([index.Key], a.Leases.Cancelled());
        Assert.Empty(b.Leases.Cancelled());
        Assert.True(b.Leases.IsRunning(index.Key));
        Time.Advance(TimeSpan.FromSeconds(7));
        Assert.Empty(await b.Leases.ReclaimAsync([], Cancellation));
        Assert.Null(await b.TakeAsync());
        Assert.Equal(("cancelled", false), (Metadata(index).Status, Jobs.Exists(index.Key)));
        Assert.False(await b.Leases.CancelAsync(index.Key, Cancellation));
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
        Assert.True(await Jobs.RequestAsync(Scope, index.Id, Cancellation));
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

    [Fact]
    public async Task What_waits_is_counted_with_the_time_that_the_first_of_it_has_waited()
    {
        var a = await ServerAsync("a");
        Assert.Equal(new WaitingSyncs(0, TimeSpan.Zero), a.Leases.Waiting());
        var first = await IndexAsync();
        Time.Advance(TimeSpan.FromSeconds(20));
        await IndexAsync();
        Time.Advance(TimeSpan.FromSeconds(10));
        var waiting = a.Leases.Waiting();
        Assert.Equal((2, 30), (waiting.Count, Math.Round(waiting.Oldest.TotalSeconds)));
        var job = (await a.TakeAsync())!;
        Assert.Equal((first.Id, 1), (job.IndexId, a.Leases.Waiting().Count));
        Assert.Equal(10, Math.Round(a.Leases.Waiting().Oldest.TotalSeconds));
        while (await a.TakeAsync() is not null)
        {
        }

        // What is asked for again while it runs has waited since then, and not since it was asked for first.
        Time.Advance(TimeSpan.FromSeconds(3));
        Assert.True(await Jobs.RequestAsync(Scope, first.Id, Cancellation));
        Time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(await Jobs.RequestAsync(Scope, first.Id, Cancellation));
        Assert.True(await a.Leases.EndAsync(job, Synced(), Cancellation));
        Assert.Equal(new WaitingSyncs(1, TimeSpan.FromSeconds(2)), a.Leases.Waiting());
    }

    private new async Task<TestOwner> ServerAsync(string name)
    {
        var server = await base.ServerAsync(name);
        return new TestOwner(server.GetRequiredService<IOwners>(), server.GetRequiredService<ISyncLeases>());
    }

    private Task<IndexRow> IndexAsync() => IndexAsync(directory);

    private IndexMetadata Metadata(IndexRow index) => Find(index).ReadMetadata();

    private IndexRow Find(IndexRow index) => Get<IIndexes>().Find(Scope, index.Id)!;

    private static SyncEnd.Synced Synced() => new(new IndexMetadata(IndexStatus.Ready), "generation");

    private sealed record TestOwner(IOwners Owners, ISyncLeases Leases)
    {
        public List<IndexKey> Running { get; } = [];

        /// <summary>As a server's worker does.</summary>
        public async Task<SyncJob?> TakeAsync()
        {
            await Leases.ReclaimAsync(Running, Cancellation);
            var job = await Leases.TakeAsync(Cancellation);
            if (job is not null)
                Running.Add(job.Index);
            return job;
        }
    }
}
