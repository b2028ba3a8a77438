using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Server.Indexing.Embedding;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lectern.Tests.Retrieval;

/// <summary>
/// What a server of embeddings or of rerank scores says can hold what it was sent: a person is shown it, the log never is.
/// </summary>
public sealed class ServersWordsTests
{
    private const string Words = "cannot take ‘the secret of the file’";

    private static readonly (int Status, object Body) Refusal = (400, new { error = new { message = Words } });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sync_that_fails_shows_them_and_does_not_log_them()
    {
        await using var embeddings = await JsonServer.StartAsync("/v1/embeddings", _ => Refusal);
        using var log = new MemoryLog();
        await using var server = await StartAsync(embeddings, log);
        var index = await server.IndexAsync(("a.txt", "boat bread"u8.ToArray()));
        Assert.Contains(Words, index.GetProperty("metadata").Text("error"), StringComparison.Ordinal);
        Assert.Contains("The embeddings server failed (status 400).", log.Whole, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", log.Whole, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_fails_alone_shows_them_and_does_not_log_them()
    {
        await using var embeddings = await JsonServer.StartAsync(
            "/v1/embeddings", body => Holds(body, "boat") ? Refusal : (200, Vectors(body)));
        using var log = new MemoryLog();
        await using var server = await StartAsync(embeddings, log);
        var index = await server.IndexAsync(("a.txt", "boat bread"u8.ToArray()), ("b.txt", "more bread"u8.ToArray()));
        var failure = Assert.Single(index.GetProperty("metadata").GetProperty("failures").EnumerateArray());
        Assert.Contains(Words, failure.Text("reason"), StringComparison.Ordinal);
        Assert.Contains("could not be stored", log.Whole, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", log.Whole, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_is_answered_by_words_does_not_log_them()
    {
        await using var embeddings = await JsonServer.StartAsync(
            "/v1/embeddings", body => Holds(body, "query") ? Refusal : (200, Vectors(body)));
        using var log = new MemoryLog();
        await using var server = await StartAsync(embeddings, log);
        var index = (await server.IndexAsync(("a.txt", "boat bread"u8.ToArray()))).Text("id");
        Assert.Equal(HttpStatusCode.OK, await RetrieveAsync(server, index));
        Assert.Contains("by words only: The embeddings server failed (status 400).", log.Whole, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", log.Whole, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_gives_no_vector_for_a_query_leaves_it_to_the_words()
    {
        await using var embeddings = await JsonServer.StartAsync(
            "/v1/embeddings", body => (200, Holds(body, "query") ? Vectors(body, of: 0) : Vectors(body)));
        using var log = new MemoryLog();
        await using var server = await StartAsync(embeddings, log);
        var index = (await server.IndexAsync(("a.txt", "boat bread"u8.ToArray()))).Text("id");
        Assert.Equal(HttpStatusCode.OK, await RetrieveAsync(server, index));
        Assert.Contains("gave 0 vectors for 1 texts", log.Whole, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The rerank server")]
    [InlineData("The embeddings server")]
    public void Whatever_is_thrown_is_named_by_its_kind_alone(string server)
    {
        Exception[] thrown =
        [
            new HttpRequestException(HttpRequestError.InvalidResponse, $"Received an invalid status line: '{Words}'."),
            new HttpRequestException(Words, null, HttpStatusCode.BadGateway),
            new HttpRequestException(Words),
            new IOException(Words),
            new JsonException(Words, Words, 1, 1),
            new InvalidOperationException(Words, new IOException(Words)),
            new AggregateException(Words, new IOException(Words)),
            new TaskCanceledException(Words, new TimeoutException(Words)),
        ];
        Assert.All(thrown, e =>
        {
            var fault = EmbeddingException.Of(server, e);
            Assert.StartsWith($"{server} failed (", fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", fault.ToString(), StringComparison.Ordinal);
            Assert.Contains("secret", fault.Shown, StringComparison.Ordinal);
        });
    }

    private static Task<TestServer> StartAsync(JsonServer embeddings, MemoryLog log) => TestServer.StartAsync(
        services => services.AddLogging(logging => logging.AddProvider(log)),
        o => o with { Embeddings = "openai:tiny", OpenAiBaseUrl = $"{embeddings.Url}/v1" });

    private static async Task<HttpStatusCode> RetrieveAsync(TestServer server, string index)
    {
        using var response = await server.Http.PostAsJsonAsync(
            "/api/v1/retrieval/retrieve", new { index_id = index, query = "a query for bread" }, Cancellation);
        return response.StatusCode;
    }

    private static bool Holds(JsonElement body, string word) =>
        body.GetProperty("input").EnumerateArray().Any(t => t.GetString()!.Contains(word, StringComparison.Ordinal));

    private static object Vectors(JsonElement body, int? of = null) => new
    {
        @object = "list",
        model = "tiny",
        data = Enumerable.Range(0, of ?? body.GetProperty("input").GetArrayLength())
            .Select(i => new { @object = "embedding", index = i, embedding = Convert.ToBase64String(new byte[64]) }).ToArray(),
        usage = new { prompt_tokens = 1, total_tokens = 1 },
    };
}
