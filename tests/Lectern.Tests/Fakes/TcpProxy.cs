using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Lectern.Tests.Fakes;

/// <summary>A network that can be cut: forwards connections to a server, byte for byte, until it is told to break them.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Uri server;
    private readonly ConcurrentDictionary<Socket, Socket> connections = new();
    private readonly Task accepting;
    private int connectionsMade;

    public TcpProxy(Uri server)
    {
        this.server = server;
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public int Connections => Volatile.Read(ref connectionsMade);

    /// <summary>While true a new connection is closed at once.</summary>
    public bool IsDown { get; set; }

    /// <summary>While true requests reach the server, and the connection breaks when its response comes.</summary>
    public bool LosesResponses { get; set; }

    /// <summary>Breaks what is connected now, both ways, without a farewell.</summary>
    public void Cut()
    {
        foreach (var (client, upstream) in connections.ToArray())
            Break(client, upstream);
    }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        Cut();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await listener.AcceptSocketAsync();
            Interlocked.Increment(ref connectionsMade);
            if (IsDown)
            {
                client.Close(0);
                continue;
            }

            var upstream = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await upstream.ConnectAsync(server.Host, server.Port);
            connections[client] = upstream;
            _ = PumpAsync(client, upstream, response: false);
            _ = PumpAsync(upstream, client, response: true);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool response)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer)) > 0 && !(response && LosesResponses))
                await to.SendAsync(buffer.AsMemory(0, count));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Broken from one side: the other is broken below.
        }

        Break(response ? to : from, response ? from : to);
    }

    private void Break(Socket client, Socket upstream)
    {
        connections.TryRemove(client, out _);
        client.Close(0);
        upstream.Close(0);
    }
}
