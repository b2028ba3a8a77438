using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lectern.Tests.Processes;

/// <summary>An OpenAI-compatible model that says a word every 50 ms and never ends by itself.</summary>
internal sealed class SlowModel : IAsyncDisposable
{
    private readonly WebApplication app;

    private SlowModel(WebApplication app) => this.app = app;

    public string Url => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/v1";

    public static async Task<SlowModel> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/v1/chat/completions", async (HttpContext http) =>
        {
            http.Response.ContentType = "text/event-stream";
            for (var i = 0; !http.RequestAborted.IsCancellationRequested; i++)
            {
                await http.Response.WriteAsync(
                    "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"slow\",\"choices\":"
                    + $"[{{\"index\":0,\"delta\":{{\"role\":\"assistant\",\"content\":\"word{i} \"}},\"finish_reason\":null}}]}}\n\n",
                    http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
                await Task.Delay(50, http.RequestAborted);
            }
        });
        await app.StartAsync();
        return new SlowModel(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
