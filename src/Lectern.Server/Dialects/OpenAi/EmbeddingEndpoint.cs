using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Contracts;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Sharing;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Dialects.OpenAi;

/// <summary>
/// <c>POST /v1/embeddings</c> by the server's own model, whatever the request's <c>model</c> says. It waits for the same places
/// as the batches of syncs.
/// </summary>
internal static class EmbeddingEndpoint
{
    private const int MaxTexts = 256;
    private const int MaxCharacters = 100_000;

    public static void MapEmbeddings(this IEndpointRouteBuilder v1) => v1.MapPost("/embeddings", EmbedAsync);

    private static async Task<IResult> EmbedAsync(HttpContext http, EmbeddingModels models, SyncShares shares)
    {
        var body = await OpenAiBody.ReadAsync(http, OpenAiFields.Embedding);
        var texts = Texts(body["input"]);
        var isBase64 = body.OptionalText("encoding_format") switch
        {
            null or "float" => false,
            "base64" => true,
            _ => throw OpenAiBody.Mistake("encoding_format", "is not float or base64"),
        };
        body.Refuse("dimensions", "the model's own are given");
        var model = await models.ReadyAsync(http.RequestAborted)
            ?? throw ApiException.NotFound("Model", body.OptionalText("model") ?? "for embeddings").Of("model");
        try
        {
            var (vectors, tokens) = await VectorsAsync(http, model, texts, shares.Embedding);
            var data = vectors.Select((v, i) => Item(i, EmbeddingModel.Normalized(v.Vector), isBase64)).ToArray();
            var list = new JsonObject
            {
                ["object"] = "list",
                ["data"] = new JsonArray([.. data]),
                ["model"] = model.Id,
                ["usage"] = new JsonObject { ["prompt_tokens"] = tokens, ["total_tokens"] = tokens },
            };
            return TypedResults.Json(list, LecternJson.Wire.JsonObject);
        }
        catch (EmbeddingException e)
        {
            throw new ApiException(StatusCodes.Status502BadGateway, e.Shown);
        }
    }

    /// <summary>A place for each batch: nobody else waits for more than one.</summary>
    private static async Task<(IReadOnlyList<Embedding<float>> Vectors, long Tokens)> VectorsAsync(
        HttpContext http, EmbeddingModel model, IReadOnlyList<string> texts, FairPlaces places)
    {
        var vectors = new List<Embedding<float>>(texts.Count);
        long tokens = 0;
        foreach (var batch in texts.Chunk(ChunkEmbedding.Batch))
        {
            using var place = await places.EnterAsync(
                http.Scope().ProjectId, isSmall: texts.Count == 1, http.RequestAborted);

            // One is a query's; many are somebody's own indexing, and let queries first as Lectern's does.
            var embedded = texts.Count == 1
                ? await model.EmbedAllAsync(batch, http.RequestAborted)
                : await model.EmbedQuietlyAsync(batch, http.RequestAborted);
            vectors.AddRange(embedded);
            tokens += embedded.Usage?.TotalTokenCount ?? batch.Sum(t => (t.Length + 3) / 4);
        }

        return (vectors, tokens);
    }

    private static JsonObject Item(int index, float[] vector, bool isBase64) => new()
    {
        ["object"] = "embedding",
        ["index"] = index,
        ["embedding"] = isBase64
            ? Convert.ToBase64String(EmbeddingModel.ToBytes(vector))
            : new JsonArray([.. vector.Select(v => (JsonNode)v)]),
    };

    private static List<string> Texts(JsonNode? input)
    {
        var texts = input switch
        {
            JsonArray list => list.Select(Text).ToList(),
            null => throw OpenAiBody.Mistake("input", "is missing"),
            _ => [Text(input)],
        };
        if (texts.Count is 0 or > MaxTexts || texts.Any(t => t.Length is 0 or > MaxCharacters))
            throw OpenAiBody.Mistake("input", $"has to be 1 to {MaxTexts} texts of 1 to {MaxCharacters} characters");
        return texts;
    }

    private static string Text(JsonNode? item) => item is JsonValue value && value.TryGetValue<string>(out var text)
        ? text
        : throw OpenAiBody.Mistake("input", "has to be text: token numbers are not taken");
}
