using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lectern.Tests.Build;

/// <summary>
/// A registry on this machine with one base image: as Microsoft's, a user 1654 and the runtime's variables, but a layer with one
/// file alone. What is built on it does not run; everything that is put on the base can be looked at.
/// </summary>
internal sealed class StandInRegistry : IAsyncDisposable
{
    private const string Docker = "application/vnd.docker.";

    private readonly Dictionary<string, byte[]> blobs = new(StringComparer.Ordinal);
    private readonly WebApplication app;

    private StandInRegistry()
    {
        var layer = Layer();
        var config = Encoding.UTF8.GetBytes($$"""
            {"architecture":"amd64","os":"linux","config":{"User":"1654","Env":["PATH=/usr/local/bin:/usr/bin:/bin",
            "APP_UID=1654","ASPNETCORE_HTTP_PORTS=8080","DOTNET_RUNNING_IN_CONTAINER=true"]},
            "rootfs":{"type":"layers","diff_ids":["{{Digest(layer)}}"]},
            "history":[{"created":"2026-01-01T00:00:00Z","created_by":"base"}],"created":"2026-01-01T00:00:00Z"}
            """);
        var zipped = Zipped(layer);
        var manifest = Encoding.UTF8.GetBytes($$"""
            {"schemaVersion":2,"mediaType":"{{Docker}}distribution.manifest.v2+json",
            "config":{"mediaType":"{{Docker}}container.image.v1+json","size":{{config.Length}},"digest":"{{Digest(config)}}"},
            "layers":[{"mediaType":"{{Docker}}image.rootfs.diff.tar.gzip","size":{{zipped.Length}},
            "digest":"{{Digest(zipped)}}"}]}
            """);
        foreach (var blob in (byte[][])[config, zipped, manifest])
            blobs[Digest(blob)] = blob;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapGet("/v2/", () => Results.Ok());
        app.MapGet("/v2/base/manifests/{reference}", (HttpContext http) =>
        {
            http.Response.Headers["Docker-Content-Digest"] = Digest(manifest);
            return Results.Bytes(manifest, $"{Docker}distribution.manifest.v2+json");
        });
        app.MapGet("/v2/base/blobs/{digest}", (string digest) => blobs.TryGetValue(digest, out var blob)
            ? Results.Bytes(blob, "application/octet-stream")
            : Results.NotFound());
    }

    /// <summary>The base image's whole name.</summary>
    public string Image => $"localhost:{new Uri(app.Urls.First()).Port}/base:10.0";

    public static async Task<StandInRegistry> StartAsync(CancellationToken cancellationToken)
    {
        var registry = new StandInRegistry();
        await registry.app.StartAsync(cancellationToken);
        return registry;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    public static string Digest(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    private static byte[] Layer()
    {
        using var bytes = new MemoryStream();
        using (var tar = new System.Formats.Tar.TarWriter(bytes, leaveOpen: true))
        {
            tar.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, "etc/base")
            {
                DataStream = new MemoryStream("base"u8.ToArray()),
            });
        }

        return bytes.ToArray();
    }

    private static byte[] Zipped(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionMode.Compress, leaveOpen: true))
            zip.Write(content);
        return bytes.ToArray();
    }
}
