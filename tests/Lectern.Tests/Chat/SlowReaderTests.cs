using System.Net.Sockets;
using System.Text;
using Lectern.Server.Platform.Settings;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Chat;

/// <summary>A client that opens a stream and does not read it.</summary>
public sealed class SlowReaderTests : IDisposable
{
    private const int Turns = 24;
    private const int Pieces = 190;

    private readonly GatedChatClient model = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => model.Dispose();

    [Fact]
    public async Task It_is_let_go_and_holds_up_neither_the_turn_nor_another_reader()
    {
        await using var server = await TestServer.StartAsync(
            services => services.AddSingleton<IChatClient>(model),
            options => options with { Limits = new CrowdLimits { ReaderPatience = TimeSpan.FromSeconds(3) } });
        var index = (await server.IndexAsync(("a.txt", "The quay is made of granite."u8.ToArray()))).Text("id");
        var session = await server.SessionAsync(index);
        for (var turn = 0; turn < Turns - 1; turn++)
        {
            Answer();
            await server.AskAsync(session, "Tell me all");
        }

        // More than the system buffers for a connection: 23 answers of 190,000 characters, each as deltas and whole.
        using var stuck = await OpenAsync(server, $"/api/v1/chat/{session}/messages/stream?starting_after=0");
        Answer();
        var last = await server.AskAsync(session, "And the last").WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        Assert.Equal(Pieces + 3, last.Count);
        await UntilResetAsync(stuck);
    }

    private void Answer()
    {
        for (var i = 0; i < Pieces; i++)
            model.Say(new string('x', 1000));
        model.End();
    }

    private static async Task<Socket> OpenAsync(TestServer server, string path)
    {
        var address = server.Http.BaseAddress!;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(address.Host, address.Port, Cancellation);
        await socket.SendAsync(
            Encoding.ASCII.GetBytes(
                $"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {TestServer.Key}\r\n\r\n"),
            Cancellation);
        return socket;
    }

    /// <summary>A connection that the other side has reset takes no more bytes.</summary>
    private static async Task UntilResetAsync(Socket socket)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(90));
        try
        {
            while (true)
            {
                await socket.SendAsync("\r\n"u8.ToArray(), patience.Token);
                await Task.Delay(100, patience.Token);
            }
        }
        catch (SocketException)
        {
            // Let go.
        }
    }
}
