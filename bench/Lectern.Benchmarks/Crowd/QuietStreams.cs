using System.Net;
using System.Net.Sockets;
using System.Text;
using Lectern.FakeModel;

namespace Lectern.Benchmarks.Crowd;

/// <summary>The memory of open streams on which nothing is said.</summary>
internal static class QuietStreams
{
    private const int Streams = 5_000;
    private const int Turns = 50;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(12);

    public static async Task RunAsync(Report report, CrowdServer crowd)
    {
        // Turns that say one word now and the next in an hour.
        var sessions = new List<string>();
        var open = new List<IDisposable>();
        for (var i = 0; i < Turns; i++)
        {
            sessions.Add(await crowd.SessionAsync());
            open.Add(await OpenAsync(crowd.Server.Http.BaseAddress!, "POST", sessions[^1],
                $$"""{"prompt":"{{new StampedAnswer(2, TimeSpan.FromHours(1)).Prompt}}"}"""));
        }

        // The code of the path is compiled before, and compiled again when it is used much: that is no stream's memory.
        for (var i = 0; i < Streams / 5; i++)
            (await OpenAsync(crowd.Server.Http.BaseAddress!, "GET", sessions[i % Turns], "")).Dispose();
        await Task.Delay(Settle);
        var before = crowd.Server.ResidentMegabytes();
        for (var i = 0; i < Streams; i++)
            open.Add(await OpenAsync(crowd.Server.Http.BaseAddress!, "GET", sessions[i % Turns], ""));
        await Task.Delay(Settle);
        var after = crowd.Server.ResidentMegabytes();
        report.Add(
            "Memory of a quiet stream", (after - before) * 1024 / Streams, 16, "KiB",
            $"{Streams:N0} streams of {Turns} turns, each with a connection of its own and a keep-alive sent, after 1,000 that "
            + $"were closed again; server {before:0} → {after:0} MB resident");
        open.ForEach(o => o.Dispose());
    }

    /// <summary>Opens a stream and waits for its first bytes.</summary>
    private static async Task<IDisposable> OpenAsync(Uri address, string method, string session, string body)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"{method} /api/v1/chat/{session}/messages/stream HTTP/1.1\r\nHost: {address.Authority}\r\n"
            + $"Authorization: Bearer {BenchServer.Key}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        await socket.ReceiveAsync(new byte[4096]);
        return socket;
    }
}
