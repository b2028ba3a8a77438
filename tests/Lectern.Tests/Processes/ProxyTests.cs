using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Processes;

/// <summary>The proxies of <c>deploy/proxies</c> as they stand there, but for ports and files, before a server.</summary>
public sealed class ProxyTests : IDisposable
{
    private const string Host = "docs.example.org";

    private readonly string folder = TestServer.NewFolder();
    private readonly int port = FreePort();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("nginx", "nginx.conf")]
    [InlineData("haproxy", "haproxy.cfg")]
    [InlineData("caddy", "Caddyfile")]
    public async Task Through_a_proxy_links_name_it_streams_are_whole_and_large_files_pass(string program, string file)
    {
        Assert.SkipUnless(Installed(program) is not null, $"{program} is not installed");
        await using var server = await ServerProcess.Start(
            Path.Combine(folder, "data"), ("LECTERN_PROXIES", "127.0.0.1"), ("LECTERN_EMBEDDINGS", "none")).ReadyAsync();
        var session = await server.SessionOverOneFileAsync();
        Certify();
        var given = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy/proxies", file), Cancellation);
        var config = Path.Combine(folder, file);
        await File.WriteAllTextAsync(
            config, Here(program, given).Replace("127.0.0.1:5080", server.Http.BaseAddress!.Authority, StringComparison.Ordinal),
            Cancellation);
        using var proxy = Start(program, config);
        try
        {
            using var http = Through();
            await UntilUpAsync(http, proxy);

            using var asked = await http.PostAsJsonAsync(
                $"/api/v1/chat/{session}/messages/stream", new { prompt = "What is the quay made of?" }, Cancellation);
            var frames = SseFrame.Parse(await asked.Content.ReadAsStringAsync(Cancellation));
            Assert.Contains("granite", string.Concat(frames.Select(f => f.Data)), StringComparison.Ordinal);

            using var form = new MultipartFormDataContent
            {
                { new ByteArrayContent(new byte[3 << 20]), "file", "large.bin" }, { new StringContent("user_data"), "purpose" },
            };
            using var uploaded = await http.PostAsync("/api/v1/beta/files", form, Cancellation);
            uploaded.EnsureSuccessStatusCode();
            var id = (await uploaded.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).Text("id");
            var link = await http.GetFromJsonAsync<JsonElement>($"/api/v1/beta/files/{id}/content", Cancellation);
            Assert.StartsWith($"https://{Host}/content/", link.Text("url"), StringComparison.Ordinal);
            Assert.Equal(3 << 20, (await http.GetByteArrayAsync(link.Text("url"), Cancellation)).Length);
        }
        finally
        {
            proxy.Kill(entireProcessTree: true);
            await proxy.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static string? Installed(string program) =>
        new[] { "/usr/sbin", "/usr/bin", "/usr/local/bin", "/usr/local/sbin" }.Select(f => Path.Combine(f, program))
            .FirstOrDefault(File.Exists);

    private string Here(string program, string config)
    {
        config = config.Replace("/etc/lectern", folder, StringComparison.Ordinal);
        return program switch
        {
            "nginx" => config.Replace("listen 443", $"listen 127.0.0.1:{port}", StringComparison.Ordinal)
                .Replace(
                    "http {", $"http {{\n  access_log off;\n  client_body_temp_path {folder}/body;\n", StringComparison.Ordinal),
            "haproxy" => config.Replace("bind :443", $"bind 127.0.0.1:{port}", StringComparison.Ordinal),

            // A name with a port has no redirect from 80; the administration's port is everybody's.
            _ => "{\n\tadmin off\n\tauto_https disable_redirects\n\tdefault_bind 127.0.0.1\n}\n"
                + config.Replace($"{Host}:443", $"{Host}:{port}", StringComparison.Ordinal),
        };
    }

    private Process Start(string program, string config)
    {
        string[] arguments = program switch
        {
            "nginx" => ["-p", folder, "-c", config, "-g", $"daemon off; pid {folder}/pid; error_log stderr;"],
            "haproxy" => ["-db", "-f", config],
            _ => ["run", "--config", config, "--adapter", "caddyfile"],
        };
        var start = new ProcessStartInfo(Installed(program)!, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HOME"] = folder, ["XDG_DATA_HOME"] = folder, ["XDG_CONFIG_HOME"] = folder },
        };
        var proxy = Process.Start(start)!;
        proxy.BeginOutputReadLine();
        proxy.BeginErrorReadLine();
        return proxy;
    }

    private HttpClient Through()
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            certificate!.Subject == $"CN={Host}";
        return new HttpClient(handler)
        {
            BaseAddress = new Uri($"https://{Host}"),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", ServerProcess.Key) },
        };
    }

    private static async Task UntilUpAsync(HttpClient http, Process proxy)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                Assert.Equal("alive", await http.GetStringAsync("/health/live", Cancellation));
                return;
            }
            catch (HttpRequestException) when (i < 600 && !proxy.HasExited)
            {
                await Task.Delay(100, Cancellation);
            }
        }
    }

    /// <summary>A certificate of its own, as files: nginx and Caddy read two, HAProxy both in one.</summary>
    private void Certify()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        var (crt, pem) = (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
        foreach (var (name, text) in ((string, string)[])[("tls.crt", crt), ("tls.key", pem), ("tls.pem", crt + "\n" + pem)])
            File.WriteAllText(Path.Combine(folder, name), text, Encoding.ASCII);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
