using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Sharing;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Lectern.Tests.Indexing;

/// <summary>What a step of a sync waits for, and what it counts as stored.</summary>
public sealed class SyncSwapTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new();
    private TestServer server = null!;
    private IndexRow index = null!;
    private Scope scope = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        var made = (await server.IndexAsync(("a.md", "granite mole"u8.ToArray()))).Text("id");
        scope = Get<ITenancy>().DefaultScope();
        index = Get<IIndexes>().Find(scope, made)!;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_wait_for_a_place_is_no_part_of_how_long_a_step_of_vectors_took()
    {
        using var run = Run();
        var shares = Get<SyncShares>();
        var steps = new VectorSteps(time);
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.True(steps.IsDue);
        using var pending = Get<IIndexContentsStore>().OpenPending(index.Key, "m");
        var held = await shares.Writing.EnterAsync(scope.ProjectId, isSmall: false, Cancellation);
        var joining = Get<SyncSwaps>().JoinVectorsAsync(run, Contents(), pending, steps, Cancellation);
        Assert.False(joining.IsCompleted);
        time.Advance(TimeSpan.FromHours(1));
        held.Dispose();
        Assert.Null(await joining);
        Assert.False(steps.IsDue);
        time.Advance(TimeSpan.FromSeconds(8));
        Assert.True(steps.IsDue);
    }

    [Fact]
    public async Task What_was_read_and_waits_for_a_later_swap_stays_reserved()
    {
        using var run = Run();
        var room = Get<ProjectRoom>();
        var left = room.LeftOf(scope.ProjectId);
        run.Reserve(1_000);
        var source = new SourceFile("dfl-1", "uuid", "b.md", "{}", "hash", 7);
        var finished = new FinishedFiles(new SyncPlan([source], [], []), time);
        finished.Add(source, 7);
        await SyncSwaps.NoteAsync(run, Contents(), "generation", finished, _ => Task.CompletedTask);
        Assert.Equal(left - 1_000, room.LeftOf(scope.ProjectId));
        finished.Clear();
        await SyncSwaps.NoteAsync(run, Contents(), "generation", finished, _ => Task.CompletedTask);
        Assert.Equal(left, room.LeftOf(scope.ProjectId));
    }

    private SyncRun Run() => new(
        scope, index, new BlobHold(Get<IBlobs>()), Get<SyncShares>(), Get<ProjectRoom>(),
        new OcrPromises(Get<OcrBudget>(), scope.ProjectId));

    private IIndexContents Contents() => Get<IIndexContentsStore>().Open(index.Key);

    private T Get<T>()
        where T : notnull => server.Services.GetRequiredService<T>();
}
