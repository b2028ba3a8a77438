using Lectern.Client;

namespace Lectern.Server.Commands;

/// <summary>A server to talk to, and the key for it.</summary>
/// <param name="Own">The server of this process, which ends with the command; null where another one is asked.</param>
internal sealed record Connection(Uri Address, string Key, LecternClient Client, LocalServer? Own) : IAsyncDisposable
{
    public static Connection To(Uri address, string key, LocalServer? own = null) =>
        new(address, key, new LecternClient(new LecternClientOptions { BaseUrl = address, ApiKey = key }), own);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (Own is not null)
            await Own.DisposeAsync();
    }
}
