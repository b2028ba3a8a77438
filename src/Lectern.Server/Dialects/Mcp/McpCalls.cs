using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace Lectern.Server.Dialects.Mcp;

/// <summary>
/// The running calls of tools, so that <c>notifications/cancelled</c>, which comes as a request of its own, ends the one that it
/// names. Of this process alone. Thread-safe.
/// </summary>
internal sealed class McpCalls
{
    /// <summary>More than a server runs at once; those beyond run to their end.</summary>
    private const int MaxCalls = 500;

    private readonly Lock gate = new();
    private readonly Dictionary<(string KeyId, string Id), List<CancellationTokenSource>> running = [];
    private int count;

    public async ValueTask<T> RunAsync<T>(
        McpCaller caller, RequestId id, Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var key = (caller.Scope.KeyId, id.ToString());
        var isListed = Add(key, ending);
        try
        {
            return await call(ending.Token);
        }
        finally
        {
            if (isListed)
                Remove(key, ending);
        }
    }

    /// <summary>Clients of one key count alike, so what two calls share names neither.</summary>
    public async ValueTask CancelAsync(McpCaller caller, JsonRpcNotification notification)
    {
        var named = notification.Params?["requestId"];
        if (named?.GetValueKind() is not (JsonValueKind.String or JsonValueKind.Number))
            return;
        Task ended;
        lock (gate)
        {
            if (!running.TryGetValue((caller.Scope.KeyId, named.ToString()), out var calls) || calls.Count != 1)
                return;

            // Begun under the lock, so that the call is not gone; what it wakes does not run under it.
            ended = calls[0].CancelAsync();
        }

        await ended;
    }

    private bool Add((string KeyId, string Id) key, CancellationTokenSource ending)
    {
        lock (gate)
        {
            if (count >= MaxCalls)
                return false;
            count++;
            if (!running.TryGetValue(key, out var calls))
                running.Add(key, calls = []);
            calls.Add(ending);
            return true;
        }
    }

    private void Remove((string KeyId, string Id) key, CancellationTokenSource ending)
    {
        lock (gate)
        {
            count--;
            var calls = running[key];
            calls.Remove(ending);
            if (calls.Count == 0)
                running.Remove(key);
        }
    }
}
