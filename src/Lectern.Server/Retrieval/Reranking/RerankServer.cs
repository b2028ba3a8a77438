using System.Net.Http.Headers;
using System.Text.Json;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Platform.Outgoing;
using Lectern.Server.Text;

namespace Lectern.Server.Retrieval.Reranking;

/// <summary>
/// A server with Cohere's and Jina's <c>POST /rerank</c>: <c>{"model", "query", "documents", "top_n"}</c> is answered by
/// <c>{"results": [{"index": 0, "relevance_score": 0.98}]}</c>.
/// </summary>
/// <param name="url">What stands before <c>/rerank</c>, such as <c>https://api.jina.ai/v1</c>.</param>
internal sealed class RerankServer(string url, string model, string? key) : IReranker, IDisposable
{
    private const int MaxQuery = 2_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient http = ModelHttp.Create(hasKey: key is not null);
    private readonly Uri endpoint = new(url.TrimEnd('/') + "/rerank");

    public async Task<IReadOnlyList<double>> ScoreAsync(
        string query, IReadOnlyList<string> passages, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
            var body = new RerankRequest(model, TextStart.Of(query, MaxQuery), passages, passages.Count);
            request.Content = JsonContent.Create(body, RerankJson.Default.RerankRequest);
            if (key is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var response = await http.SendAsync(request, limit.Token);
            if (!response.IsSuccessStatusCode)
                throw new EmbeddingException($"The rerank server answered with status {(int)response.StatusCode}.");
            return Read(await response.Content.ReadFromJsonAsync(RerankJson.Default.RerankResponse, limit.Token), passages.Count);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested
            && e is HttpRequestException or IOException or JsonException or OperationCanceledException)
        {
            throw EmbeddingException.Of("The rerank server", e);
        }
    }

    public void Dispose() => http.Dispose();

    private static double[] Read(RerankResponse? response, int count)
    {
        var scores = new double[count];
        Array.Fill(scores, double.NaN);
        foreach (var result in response?.Results ?? [])
        {
            if (result is { Index: >= 0 } && result.Index < count && double.IsFinite(result.RelevanceScore))
                scores[result.Index] = Math.Clamp(result.RelevanceScore, 0, 1);
        }

        return scores.Any(double.IsNaN) ? throw new EmbeddingException("The rerank server left passages out.") : scores;
    }
}
