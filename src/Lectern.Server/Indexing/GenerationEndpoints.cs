using System.Globalization;
using Lectern.Contracts;
using Lectern.Server.Library;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Indexing;

/// <summary>What an index held before: list its generations, make one live again.</summary>
internal static class GenerationEndpoints
{
    public static void MapGenerations(this RouteGroupBuilder indexes)
    {
        indexes.MapGet("/{index_id}/generations", List)
            .WithSummary("List what an index holds and held, latest first; each can be made live again").WithTenant()
            .WithPaging().Produces<Page<GenerationResponse>>();
        indexes.MapPost("/{index_id}/generations/{number}/restore", RestoreAsync)
            .WithSummary("Make what an index held live again; the next sync makes it what its directory is").WithTenant()
            .Produces<IndexResponse>(202).Produces<ErrorResponse>(409);
    }

    private static IResult List(
        HttpContext http, [FromRoute(Name = "index_id")] string id, IIndexes indexes, IIndexContentsStore contents, Paging paging)
    {
        var index = indexes.Get(http.Scope(), id);
        var problems = new Problems();
        var list = $"index_generations/{index.Id}";
        var page = paging.FromQuery(http, list, problems);
        problems.ThrowIfAny();
        IReadOnlyList<IndexGeneration> generations = [];
        if (contents.Exists(index.Key))
        {
            var before = page.After is null ? long.MaxValue : long.Parse(page.After, CultureInfo.InvariantCulture);
            generations = contents.Open(index.Key).Generations(before, page.Size + 1);
        }

        var (items, next) = paging.Cut(
            generations, page, list, g => g.Number.ToString(CultureInfo.InvariantCulture));
        return TypedResults.Json(
            new Page<GenerationResponse>([.. items.Select(g => g.ToResponse())], next), LecternJson.Wire.PageGenerationResponse);
    }

    private static async Task<IResult> RestoreAsync(
        HttpContext http, [FromRoute(Name = "index_id")] string id, [FromRoute(Name = "number")] string numberText,
        IIndexes indexes, IIndexContentsStore contents, ISyncJobs jobs, LibraryChanges signal)
    {
        var scope = http.Scope();
        var index = indexes.Get(scope, id);
        var number = Kept(index, numberText, contents);
        switch (await jobs.RequestRestoreAsync(scope, index.Id, number, http.RequestAborted))
        {
            case RestoreRequest.NoIndex:
                throw ApiException.NotFound("Index", id);
            case RestoreRequest.IsSyncing:
                throw ApiException.Conflict("This index is syncing: cancel the sync, or restore when it has ended.");
            default:
                signal.Wake();
                return TypedResults.Json(
                    indexes.Get(scope, id).ToResponse(true), LecternJson.Wire.IndexResponse, statusCode: 202);
        }
    }

    /// <summary>The number of a generation that can be made live again.</summary>
    private static long Kept(IndexRow index, string text, IIndexContentsStore store)
    {
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !store.Exists(index.Key))
            throw ApiException.NotFound("Generation", text);
        var contents = store.Open(index.Key);
        var live = contents.LiveGeneration();
        if (number == 0 || number > live)
            throw ApiException.NotFound("Generation", text);
        if (number == live)
            throw ApiException.Conflict($"Generation {number} is live.");
        return contents.FindGeneration(number) is not null
            ? number
            : throw ApiException.Conflict(new GenerationGoneException(number).Message);
    }
}
