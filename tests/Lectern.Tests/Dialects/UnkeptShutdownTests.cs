using System.Net;
using System.Net.Http.Json;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lectern.Tests.Dialects;

/// <summary>What the end of the server does to answers that are kept nowhere.</summary>
public sealed class UnkeptShutdownTests
{
    private static readonly (string Name, byte[] Content) Guide =
        ("guide.md", "# Mirror\n\nThe mirror weighs 340 kilograms."u8.ToArray());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_ends_lets_an_answer_end_within_the_grace_and_then_says_why_it_is_cut_off()
    {
        using var model = new GatedChatClient();
        await using var server = await StartAsync(model, TimeSpan.Zero);
        var index = (await server.IndexAsync(Guide)).Text("id");
        using var running = await StreamAsync(server, index);
        using var reader = new StreamReader(await running.Content.ReadAsStreamAsync(Cancellation));
        model.Say("It weighs ");
        await UntilAsync(reader, "It weighs ");
        server.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await UntilAsync(reader, "The server was shut down while it answered");
        await UntilAsync(reader, "[DONE]");
    }

    [Fact]
    public async Task A_server_that_ends_takes_no_new_question_and_lets_the_others_end()
    {
        using var model = new GatedChatClient();
        await using var server = await StartAsync(model, TimeSpan.FromMinutes(5));
        var index = (await server.IndexAsync(Guide)).Text("id");
        using var running = await StreamAsync(server, index);
        using var reader = new StreamReader(await running.Content.ReadAsStreamAsync(Cancellation));
        model.Say("It weighs ");
        await UntilAsync(reader, "It weighs ");
        server.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        using var refused = await StreamAsync(server, index);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Contains("The server is shutting down.", await refused.Content.ReadAsStringAsync(Cancellation));
        model.Say("a lot.");
        model.End();
        await UntilAsync(reader, "\"finish_reason\":\"stop\"");
    }

    private static Task<TestServer> StartAsync(GatedChatClient model, TimeSpan grace) => TestServer.StartAsync(
        services => services.AddSingleton<IChatClient>(model),
        options => options with { Limits = options.Limits with { ShutdownGrace = grace } });

    private static Task<HttpResponseMessage> StreamAsync(TestServer server, string index)
    {
        var messages = new[] { new { role = "user", content = "How heavy is the mirror?" } };
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = JsonContent.Create(new { model = index, messages, stream = true }),
        };
        return server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    private static async Task UntilAsync(StreamReader reader, string text)
    {
        while (await reader.ReadLineAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancellation) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return;
        }

        Assert.Fail($"The stream ended without {text}.");
    }
}
