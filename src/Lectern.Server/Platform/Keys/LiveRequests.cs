using System.Collections.Concurrent;

namespace Lectern.Server.Platform.Keys;

/// <summary>The requests that run, streams among them, with their keys; they end with their key. Thread-safe.</summary>
internal sealed class LiveRequests
{
    private readonly ConcurrentDictionary<HttpContext, string> keyIds = new();

    public async Task RunAsync(HttpContext http, string keyId, RequestDelegate next)
    {
        keyIds[http] = keyId;
        try
        {
            await next(http);
        }
        finally
        {
            keyIds.TryRemove(http, out _);
        }
    }

    /// <param name="asking">The request that revokes the key, perhaps its own: it still gets its answer.</param>
    public void End(string keyId, HttpContext asking)
    {
        foreach (var (http, used) in keyIds)
        {
            if (used == keyId && http != asking)
                http.Abort();
        }
    }
}
