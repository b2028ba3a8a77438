using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Contracts;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Retrieval;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Dialects.OpenAi;

/// <summary><c>POST /v1/vector_stores/{id}/search</c>: an index is a vector store.</summary>
internal static class VectorStoreEndpoint
{
    private const int MaxQuery = 100_000;
    private const int MaxQueries = 10;
    private const int DefaultResults = 10;
    private const int MaxResults = 50;
    private const int MaxFilters = 50;
    private static readonly string[] Comparisons = ["eq", "ne", "gt", "gte", "lt", "lte", "in", "nin"];

    public static void MapVectorStores(this IEndpointRouteBuilder v1) => v1.MapPost("/vector_stores/{id}/search", SearchAsync);

    private static async Task<IResult> SearchAsync(HttpContext http, IRetrieval retrieval, [FromRoute(Name = "id")] string id)
    {
        var body = await OpenAiBody.ReadAsync(http, OpenAiFields.Search);
        var queries = Queries(body);
        var count = body.Count("max_num_results", 1, MaxResults) ?? DefaultResults;
        var filter = Filter(body["filters"]);
        var threshold = body["ranking_options"]?["score_threshold"]?.GetValue<double>();
        var found = new List<Passage>();
        try
        {
            foreach (var query in queries)
            {
                var one = await retrieval.RetrieveAsync(
                    http.Scope(), id, new RetrievalQuery(query, count, threshold, filter), http.RequestAborted);
                found.AddRange(one.Passages);
            }
        }
        catch (RetrievalException)
        {
            throw ApiException.NotFound("Vector store", id).Of("vector_store_id");
        }

        var best = found.OrderByDescending(p => p.RerankScore ?? p.Score).DistinctBy(p => (p.FileId, p.Start)).Take(count);
        var page = new JsonObject
        {
            ["object"] = "vector_store.search_results.page",
            ["search_query"] = new JsonArray([.. queries.Select(q => (JsonNode)q)]),
            ["data"] = new JsonArray([.. best.Select(Result)]),
            ["has_more"] = false,
            ["next_page"] = null,
        };
        return TypedResults.Json(page, LecternJson.Wire.JsonObject);
    }

    private static JsonObject Result(Passage p) => new()
    {
        ["file_id"] = p.FileId,
        ["filename"] = p.FileName,
        ["score"] = p.Score,
        ["attributes"] = StoredJson.Read(p.MetadataJson) is { ValueKind: JsonValueKind.Object } metadata
            ? JsonNode.Parse(metadata.GetRawText())
            : null,
        ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = p.Content }),
        ["start_char"] = p.Start,
        ["end_char"] = p.End,
        ["page_range_start"] = p.PageStart,
        ["page_range_end"] = p.PageEnd,
    };

    private static IReadOnlyList<string> Queries(OpenAiBody body)
    {
        IReadOnlyList<string> queries = body["query"] is JsonArray list
            ? [.. list.Select(q => q is JsonValue v && v.TryGetValue<string>(out var text)
                ? text
                : throw OpenAiBody.Mistake("query", "has an item that is not a string"))]
            : [body.Text("query")];
        if (queries.Count is 0 or > MaxQueries || queries.Any(q => q.Length is 0 or > MaxQuery))
            throw OpenAiBody.Mistake("query", $"has to be 1 to {MaxQueries} texts of at most {MaxQuery} characters");
        return queries;
    }

    /// <summary>A comparison, or several that all hold.</summary>
    private static PassageFilter? Filter(JsonNode? filter)
    {
        if (filter is null)
            return null;
        var conditions = new JsonObject();
        foreach (var comparison in AllOf(filter))
        {
            if (comparison is not JsonObject one || one["type"]?.ToString() is not { } type || !Comparisons.Contains(type)
                || one["key"] is not JsonValue key || !key.TryGetValue<string>(out var name) || one["value"] is not { } value)
            {
                throw OpenAiBody.Mistake(
                    "filters", $"has to have comparisons of type {string.Join(", ", Comparisons)} with key and value");
            }

            if (conditions[name] is not JsonArray list)
                conditions[name] = list = [];
            list.Add(new JsonObject { ["operator"] = type, ["value"] = value.DeepClone() });
        }

        var problems = new Problems();
        var read = FilterReader.Read(null, JsonSerializer.SerializeToElement(conditions, LecternJson.Wire.JsonObject), problems);
        return problems.First is { } wrong ? throw OpenAiBody.Mistake("filters", $"cannot be used: {wrong}") : read;
    }

    private static IReadOnlyList<JsonNode?> AllOf(JsonNode filter)
    {
        if (filter is not JsonObject given)
            throw OpenAiBody.Mistake("filters", "is not an object");
        switch (given["type"]?.ToString())
        {
            case "and" when given["filters"] is JsonArray { Count: > 0 and <= MaxFilters } all:
                return [.. all];
            case "and" or "or":
                throw OpenAiBody.Mistake("filters", $"can be one comparison, or \"and\" with 1 to {MaxFilters} of them");
            default:
                return [given];
        }
    }
}
