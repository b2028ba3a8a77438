using System.Net;
using Lectern.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lectern.Tests.Commands;

/// <summary>Stands before a server: counts what is asked about single files, and refuses what it is told to.</summary>
internal sealed class FileLookups : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http;
    private int lookups;

    private FileLookups(Uri server)
    {
        http = new HttpClient { BaseAddress = server };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(PassAsync);
    }

    public static async Task<FileLookups> BeforeAsync(TestServer server)
    {
        var lookups = new FileLookups(server.Http.BaseAddress!);
        await lookups.app.StartAsync();
        return lookups;
    }

    public string Url => app.Urls.First();

    public int Lookups => Volatile.Read(ref lookups);

    public bool AnswersNotFound { get; set; }

    /// <summary>The end of the path that is answered with 409 when something is posted to it.</summary>
    public string? Refused { get; set; }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        http.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        var (asked, path) = (context.Request, context.Request.Path.Value!);
        var isLookup = asked.Method == "GET" && path.Contains("/files/", StringComparison.Ordinal);
        if (isLookup)
            Interlocked.Increment(ref lookups);
        var refusal = isLookup && AnswersNotFound ? HttpStatusCode.NotFound
            : asked.Method == "POST" && Refused is not null && path.EndsWith(Refused, StringComparison.Ordinal)
            ? HttpStatusCode.Conflict
            : HttpStatusCode.OK;
        if (refusal != HttpStatusCode.OK)
        {
            context.Response.StatusCode = (int)refusal;
            await context.Response.WriteAsJsonAsync(new { detail = "Refused by the test." });
            return;
        }

        using var request = new HttpRequestMessage(new HttpMethod(asked.Method), path + asked.QueryString);
        request.Headers.TryAddWithoutValidation("Authorization", asked.Headers.Authorization.ToString());
        if (asked.Method != "GET")
        {
            request.Content = new StreamContent(asked.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", asked.ContentType);
        }

        using var response = await http.SendAsync(request);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        await response.Content.CopyToAsync(context.Response.Body);
    }
}
