using Lectern.Client;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Client;

/// <summary>Clients for the tests.</summary>
internal static class ClientOn
{
    public static LecternClient NewClient(this TestServer server) => New(server.Http.BaseAddress!);

    public static LecternClient New(Uri address) => new(new LecternClientOptions { BaseUrl = address, ApiKey = TestServer.Key });

    /// <param name="change">Changes the options; pauses are no longer than the scripted server asks for.</param>
    public static LecternClient Over(HttpMessageHandler handler, Action<LecternClientOptions>? change = null)
    {
        var options = new LecternClientOptions { BaseUrl = new Uri("http://server.test"), ApiKey = "k" };
        change?.Invoke(options);
        return new LecternClient(options, new HttpClient(handler));
    }

    public static async Task<List<T>> AllAsync<T>(this IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items)
            all.Add(item);
        return all;
    }
}
