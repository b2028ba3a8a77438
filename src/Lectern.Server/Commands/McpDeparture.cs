namespace Lectern.Server.Commands;

/// <summary>
/// Ends the calls of an agent that has left: one that reads no answers any more, or that ends this program. One that has only
/// said all that it asks still gets its answers. Thread-safe.
/// </summary>
internal sealed class McpDeparture(CancellationToken ended) : IAsyncDisposable
{
    private readonly CancellationTokenSource left = CancellationTokenSource.CreateLinkedTokenSource(ended);
    private readonly CancellationTokenSource watched = new();
    private readonly Lock gate = new();
    private readonly HashSet<Task> running = [];
    private Task watch = Task.CompletedTask;

    /// <summary>Cancelled when it has left.</summary>
    public CancellationToken Token => left.Token;

    public void Watch() => watch = WatchAsync();

    /// <summary>A call, which ends with the agent.</summary>
    /// <param name="forget">Takes back what nobody was told of.</param>
    public async ValueTask<T> RunAsync<T>(
        Func<CancellationToken, ValueTask<T>> call, Func<T, Task> forget, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, left.Token);
        var run = AnswerAsync(call, forget, ending.Token);
        lock (gate)
            running.Add(run);
        try
        {
            return await run;
        }
        finally
        {
            lock (gate)
                running.Remove(run);
        }
    }

    /// <summary>Waits for the calls that end.</summary>
    public async ValueTask DisposeAsync()
    {
        await left.CancelAsync();
        await watched.CancelAsync();
        await watch;
        Task[] calls;
        lock (gate)
            calls = [.. running];
        foreach (var call in calls)
            await call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        left.Dispose();
        watched.Dispose();
    }

    private static async Task<T> AnswerAsync<T>(
        Func<CancellationToken, ValueTask<T>> call, Func<T, Task> forget, CancellationToken ending)
    {
        var answer = await call(ending);
        if (!StandardOutput.HasNoReader() && !ending.IsCancellationRequested)
            return answer;
        await forget(answer);
        throw new OperationCanceledException(ending);
    }

    private async Task WatchAsync()
    {
        if (await StandardOutput.LosesReaderAsync(watched.Token))
            await left.CancelAsync();
    }
}
