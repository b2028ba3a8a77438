using Lectern.Client;
using ModelContextProtocol;
using ModelContextProtocol.Client;

namespace Lectern.Server.Commands;

/// <summary>
/// The server behind <c>lectern mcp</c>. It is stateless, so a call that could not connect is made once more to the server that
/// is found then: another one, or this process itself, when the first one has ended. Thread-safe.
/// </summary>
/// <param name="connect">Finds the server, and the address of its protocol there.</param>
internal sealed class McpUpstream(Func<Task<(Connection Connection, Uri Endpoint)>> connect) : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private Connection? connection;
    private McpClient? client;

    /// <exception cref="CommandException">No server can be asked; the sentence says why.</exception>
    public async Task<McpClient> OpenAsync(McpClient? failed = null)
    {
        await gate.WaitAsync();
        try
        {
            if (client is not null && client != failed)
                return client;
            await CloseAsync();
            (connection, var endpoint) = await connect();
            return client = await OpenAsync(endpoint, connection.Key);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <exception cref="McpException">The server cannot be asked any more, or refused; for who asked.</exception>
    public async ValueTask<T> AskAsync<T>(Func<McpClient, ValueTask<T>> ask)
    {
        try
        {
            var now = await OpenAsync();
            try
            {
                return await ask(now);
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError)
            {
                return await ask(await OpenAsync(failed: now));
            }
        }
        catch (Exception e) when (e is not McpException and not OperationCanceledException)
        {
            throw new McpException(McpFaults.Sentence(e, connection?.Address), e);
        }
    }

    /// <summary>Deletes a session that was made for a call; one that is gone already is none.</summary>
    public async Task ForgetAsync(string sessionId)
    {
        try
        {
            if (connection is { } now)
                await now.Client.Chat.DeleteAsync(sessionId);
        }
        catch (LecternException)
        {
            // The server has gone too, or deleted it itself.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        gate.Dispose();
    }

    private async Task CloseAsync()
    {
        if (client is not null)
            await client.DisposeAsync();
        if (connection is not null)
            await connection.DisposeAsync();
        (client, connection) = (null, null);
    }

    private static async Task<McpClient> OpenAsync(Uri endpoint, string key)
    {
        var options = new HttpClientTransportOptions
        {
            Endpoint = endpoint,
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {key}" },
        };

        // A whole turn may take long; who waits for it cancels.
        var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var transport = new HttpClientTransport(options, http, null, ownsHttpClient: true);
        try
        {
            return await McpClient.CreateAsync(transport);
        }
        catch (Exception e)
        {
            // What answers there may be no server of the protocol at all, so it fails in many ways.
            await transport.DisposeAsync();
            throw new CommandException(McpFaults.Sentence(e, endpoint), McpFaults.ExitCode(e));
        }
    }
}
