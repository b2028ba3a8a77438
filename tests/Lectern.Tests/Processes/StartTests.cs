using System.Net;
using System.Net.Sockets;
using Lectern.Server.Operations;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Processes;

/// <summary>What a person reads who starts the server where it cannot start.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string data = TestServer.NewFolder();

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task A_port_in_use_is_said_in_one_sentence()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://{listener.LocalEndpoint}";
        await EndsWithAsync(url, $"Failed to bind to address {url}: address already in use. Stop what listens there, "
            + "or choose another address with LECTERN_URLS.");
    }

    [Fact]
    public Task An_address_of_another_machine_is_said_in_one_sentence() => EndsWithAsync(
        "http://192.0.2.7:5080",
        "This machine has no address as in http://192.0.2.7:5080: name one of its own, such as 127.0.0.1, or choose another "
        + "address with LECTERN_URLS.");

    [Fact]
    public void A_port_that_needs_rights_is_said_in_one_sentence() => Assert.Equal(
        "This user may not listen on http://127.0.0.1:80: take a port from 1024 on, or choose another address with LECTERN_URLS.",
        ListenFault.Sentence(new SocketException((int)SocketError.AccessDenied), ["http://127.0.0.1:80"]));

    [Fact]
    public async Task A_file_for_the_key_that_holds_none_is_said_in_one_sentence()
    {
        var file = Path.Combine(data, "api-key");
        await File.WriteAllTextAsync(file, "a\n", TestContext.Current.CancellationToken);
        await EndsWithAsync(
            "http://127.0.0.1:0", $"The file {file} holds no key: one has 16 to 200 printable ASCII characters and no spaces. "
                + "Delete the file, and a new key is made.", ("LECTERN_API_KEY", ""));
    }

    /// <summary>Nothing else stands on standard error: no stack, no word of the host's.</summary>
    private async Task EndsWithAsync(string url, string sentence, params (string, string)[] settings)
    {
        await using var server = ServerProcess.Start(data, [("LECTERN_URLS", url), ("LECTERN_EMBEDDINGS", "none"), .. settings]);
        Assert.Equal(1, await server.ExitAsync());
        Assert.Equal([sentence], server.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.Contains(" info: ", StringComparison.Ordinal)));
        Assert.DoesNotContain("Lectern is at", server.Output, StringComparison.Ordinal);
    }
}
