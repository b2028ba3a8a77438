using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lectern.Tests.Build;

/// <summary>A NuGet source (protocol 3) on 127.0.0.1 that has no package, and knows an advisory on one.</summary>
internal sealed class AdvisorySource : IAsyncDisposable
{
    private readonly WebApplication app;

    /// <param name="package">Lower case; null serves no advisories at all.</param>
    private AdvisorySource(string? package)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapGet("/index.json", (HttpContext http) => Results.Text(
            $$"""
            {"version": "3.0.0", "resources": [
              {"@id": "{{At(http)}}/packages/", "@type": "PackageBaseAddress/3.0.0"}
              {{(package is null ? "" : $$""", {"@id": "{{At(http)}}/advisories.json", "@type": "VulnerabilityInfo/6.7.0"}""")}}
            ]}
            """,
            "application/json", Encoding.UTF8));
        app.MapGet("/advisories.json", (HttpContext http) => Results.Text(
            $$"""[{"@name": "base", "@id": "{{At(http)}}/base.json", "@updated": "2026-01-01T00:00:00Z", "comment": ""}]""",
            "application/json", Encoding.UTF8));
        app.MapGet("/base.json", () => Results.Text(
            $$"""{"{{package}}": [{"severity": 2, "url": "https://example.com/advisory", "versions": "(, 1000.0.0)"}]}""",
            "application/json", Encoding.UTF8));
    }

    public string Url => $"{app.Urls.First()}/index.json";

    public static async Task<AdvisorySource> StartAsync(string? package)
    {
        var source = new AdvisorySource(package);
        await source.app.StartAsync();
        return source;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static string At(HttpContext http) => $"http://{http.Request.Host}";
}
