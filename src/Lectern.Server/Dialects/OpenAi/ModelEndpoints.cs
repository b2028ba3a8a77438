using System.Text.Json.Nodes;
using Lectern.Contracts;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Dialects.OpenAi;

/// <summary>Each index is a model by its id.</summary>
internal static class ModelEndpoints
{
    private const int MaxListed = 1_000;

    public static void MapModels(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/models", List);
        v1.MapGet("/models/{model}", Get);
    }

    private static IResult List(HttpContext http, IIndexes indexes)
    {
        var rows = indexes.List(http.Scope(), null, new PageRequest(MaxListed, null)).Take(MaxListed);
        var list = new JsonObject { ["object"] = "list", ["data"] = new JsonArray([.. rows.Select(Model)]) };
        return TypedResults.Json(list, LecternJson.Wire.JsonObject);
    }

    private static IResult Get(HttpContext http, IIndexes indexes, [FromRoute(Name = "model")] string id) => TypedResults.Json(
        OpenAiBody.Named("model", () => Model(indexes.Get(http.Scope(), id, called: "Model"))), LecternJson.Wire.JsonObject);

    private static JsonObject Model(IndexRow index) => new()
    {
        ["id"] = index.Id,
        ["object"] = "model",
        ["created"] = index.CreatedAt / 1000,
        ["owned_by"] = "lectern",
        ["name"] = index.Name,
        ["description"] = index.Description,
    };
}
