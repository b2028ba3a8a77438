using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Indexing;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Lectern.Tests.Storage.Contract;

/// <summary>
/// What every contract stands on: a server on a database of its own, and a project beside the default one. A contract says what a
/// store promises, whichever database is below.
/// </summary>
public abstract class StoreContract<TStores> : IAsyncLifetime
    where TStores : ITestStores, new()
{
    protected const string FirstKey = "first-key-0123456789";
    private const string StrangersKey = "strangers-key-0123456789";

    private readonly TStores stores = new();
    private IServiceProvider here = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    /// <summary>The default project's first key.</summary>
    private protected Scope Scope { get; private set; } = null!;

    /// <summary>Another project of the organization.</summary>
    private protected Scope Stranger { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        here = await ServerAsync("here");
        var tenancy = Get<ITenancy>();
        await tenancy.EnsureDefaultsAsync(ApiKeys.Hash(FirstKey), Cancellation);
        Scope = tenancy.FindKey(ApiKeys.Hash(FirstKey))!;
        await Get<IKeys>().CreateProjectAsync(Scope, "Other", StrangersKey, Cancellation);
        Stranger = tenancy.FindKey(ApiKeys.Hash(StrangersKey))!;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await stores.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected T Get<T>()
        where T : notnull => here.GetRequiredService<T>();

    /// <summary>Another server on the same database.</summary>
    protected async Task<IServiceProvider> ServerAsync(string owner)
    {
        var server = stores.Server(owner, Time);
        await server.GetRequiredService<IOwners>().EnterAsync(Cancellation);
        return server;
    }

    private protected async Task<string> DirectoryAsync(Scope? scope = null) => (await Get<IDirectories>().CreateAsync(
        scope ?? Scope, new DirectoryCreateRequest("docs"), Cancellation)).Id;

    /// <summary>A file in a directory; a stored file has its content's hash, and no blob has to be there.</summary>
    private protected async Task<DirectoryFileResponse> FileAsync(
        string directory, string name, string hash = "hash", long size = 7) =>
        (await Get<IDirectoryFileChanges>().PutAsync(
            Scope, directory, new NewDirectoryFile(new Blob(hash, size), name, name, name, null, "{}"), Cancellation))!;

    private protected async Task<IndexRow> IndexAsync(string? directory = null, string syncFrequency = "manual")
    {
        Time.Advance(TimeSpan.FromMilliseconds(1));
        var index = new NewIndex(directory ?? await DirectoryAsync(), null, null, syncFrequency, "[]", "[]", "DEFAULT");
        return (await Get<IIndexes>().CreateAsync(Scope, index, Cancellation))!;
    }

    /// <summary>A session bound to an index that is not there.</summary>
    private protected async Task<string> SessionAsync(Scope? scope = null) =>
        (await Get<ISessions>().CreateAsync(scope ?? Scope, ["idx-none"], "read_only", null, Cancellation)).SessionId;

    private protected Task<TurnWork> AskAsync(string session, string prompt = "Hello") =>
        AskAsync(Get<ITurnStart>(), session, prompt);

    private protected async Task<TurnWork> AskAsync(ITurnStart start, string session, string prompt = "Hello") =>
        Assert.IsType<StartOutcome.Started>(await start.AcceptAsync(
            Scope, session, new TurnRequest([], prompt, false, null, false), refusal: null, Cancellation)).Work;

    private protected Task<IReadOnlyList<LoggedEvent>> StopAsync(TurnWork work) => Get<ITurnLog>().FinishAsync(
        work.Lease,
        new StopEvent(new Usage(null, null, 1, 1), false, null, []),
        new JobMetadata(null, null, 1, 1, false, null, []),
        Time.GetUtcNow(),
        Cancellation);

    /// <summary>A whole turn with one text.</summary>
    private protected async Task<TurnWork> AnswerAsync(string session, string prompt, string answer)
    {
        var work = await AskAsync(session, prompt);
        await Get<ITurnLog>().AppendAsync(
            work.Lease, LoggedEvent.Of(work.Lease.FirstSequence + 1, new TextEvent(answer, [])), Cancellation);
        await StopAsync(work);
        return work;
    }

    /// <summary>A sync of the index that found or made its contents.</summary>
    private protected async Task SyncedAsync(IndexRow index, params FileChange[] changes)
    {
        var swap = await Get<IIndexContentsStore>().Open(index.Key).ReplaceAsync(changes.ToAsyncEnumerable(), Cancellation);
        var leases = Get<ISyncLeases>();
        SyncJob? job;
        while ((job = await leases.TakeAsync(Cancellation)) is not null && job.IndexId != index.Id)
        {
        }

        Assert.True(await leases.EndAsync(
            job!, new SyncEnd.Synced(new IndexMetadata(IndexStatus.Ready), swap.Generation), Cancellation));
    }
}
