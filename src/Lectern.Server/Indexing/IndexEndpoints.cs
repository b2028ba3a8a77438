using System.Text.Json;
using Lectern.Contracts;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Indexing;

/// <summary>Indexes: create, list, get, delete, sync, cancel a sync, and what each file became.</summary>
internal static class IndexEndpoints
{
    /// <summary>About what the contents of an index without files take.</summary>
    public const int EmptyIndexBytes = 192 * 1024;

    private const int MaxName = FieldLimits.Name;
    private const int MaxItems = 100;
    private static readonly string[] SyncFrequencies = ["manual", "daily", "on_source_change"];
    private static readonly string[] VectorTargets = ["DEFAULT", "DISABLED"];
    private static readonly string[] Attachments = [AttachmentNames.Screenshots, AttachmentNames.Items];

    public static void MapIndexes(this IEndpointRouteBuilder routes)
    {
        var indexes = routes.MapGroup("/api/v1/indexes").WithTags("Indexes");
        indexes.MapPost("/", CreateAsync).WithSummary("Create an index over a directory; its first sync starts").WithTenant()
            .Accepts<IndexCreateRequest>("application/json")
            .Produces<IndexResponse>(201).Produces<HTTPValidationError>(422).Produces<ErrorResponse>(507);
        indexes.MapGet("/", List).WithSummary("List indexes").WithTenant().WithPaging()
            .WithQuery("source_directory_id", "string", "Indexes over this directory").Produces<Page<IndexResponse>>();
        indexes.MapGet("/{index_id}", Get).WithSummary("Get an index; metadata.status tells how it stands").WithTenant()
            .WithQuery(new("expand", "string", "What to add") { OneOf = ["sync_in_progress"], IsList = true, IsNeverNull = true })
            .Produces<IndexResponse>();
        indexes.MapPatch("/{index_id}", UpdateAsync).WithSummary("Rename or describe an index").WithTenant()
            .Accepts<IndexUpdateRequest>("application/json")
            .Produces<IndexResponse>().Produces<HTTPValidationError>(422);
        indexes.MapDelete("/{index_id}", DeleteAsync).WithSummary("Delete an index and its contents").WithTenant().Produces(204);
        indexes.MapPost("/{index_id}/sync", SyncAsync).WithSummary("Bring an index up to date with its directory").WithTenant()
            .Produces<IndexResponse>(202);
        indexes.MapPost("/{index_id}/sync/cancel", CancelAsync).WithSummary("Cancel a sync; what is found stays").WithTenant()
            .Produces<IndexResponse>(202).Produces<ErrorResponse>(409);
        indexes.MapGet(
            "/{index_id}/files", FilesAsync).WithSummary("List an index's files, with what failed and why").WithTenant()
            .WithPaging().Produces<Page<IndexFileEntry>>();
        indexes.MapGenerations();
    }

    private static async Task<IResult> CreateAsync(
        HttpContext http, IIndexes indexes, ProjectRoom room, DiskFloor floor, LibraryChanges signal)
    {
        var body = await http.ReadJsonAsync(LecternJson.Wire.IndexCreateRequest);
        var problems = new Problems();
        problems.Text(body.SourceDirectoryId, 1, FieldLimits.Id, "body", "source_directory_id");
        problems.OptionalText(body.Name, 1, MaxName, "body", "name");
        problems.OptionalText(body.Description, 0, MaxName, "body", "description");
        problems.OneOf(body.SyncFrequency, SyncFrequencies, "body", "sync_frequency");
        problems.OneOf(body.VectorTarget, VectorTargets, "body", "vector_target");
        problems.Count(body.StoreAttachments?.Count, MaxItems, "body", "store_attachments");
        for (var i = 0; i < body.StoreAttachments?.Count; i++)
            problems.OneOf(body.StoreAttachments[i] ?? "null", Attachments, "body", "store_attachments", i);
        if (body.Products?.Count > 0)
            problems.Add("not_supported", "This server has no products: they would have no effect", "body", "products");
        problems.ThrowIfAny();
        floor.Check();
        if (room.LeftOf(http.Scope().ProjectId) < EmptyIndexBytes)
            throw room.Full();
        var index = await indexes.CreateAsync(
            http.Scope(),
            new NewIndex(
                body.SourceDirectoryId!, body.Name, body.Description, body.SyncFrequency ?? "manual",
                JsonSerializer.Serialize(
                    [.. (body.StoreAttachments ?? []).OfType<string>().Distinct()], LecternJson.Wire.Strings),
                JsonSerializer.Serialize(body.Products ?? [], LecternJson.Wire.IReadOnlyListIndexProductEntry),
                body.VectorTarget ?? "DEFAULT"),
            http.RequestAborted) ?? throw ApiException.NotFound("Directory", body.SourceDirectoryId!);
        signal.Wake();
        return TypedResults.Json(index.ToResponse(syncInProgress: null), LecternJson.Wire.IndexResponse, statusCode: 201);
    }

    private static IResult List(HttpContext http, IIndexes indexes, Paging paging)
    {
        var problems = new Problems();
        var scope = http.Scope();
        var directory = http.Text("source_directory_id");
        var list = $"indexes/{scope.ProjectId}/{directory}";
        var page = paging.FromQuery(http, list, problems);
        problems.ThrowIfAny();
        var (items, next) = paging.Cut(indexes.List(scope, directory, page), page, list, i => i.Id);
        return TypedResults.Json(
            new Page<IndexResponse>([.. items.Select(i => i.ToResponse(null))], next), LecternJson.Wire.PageIndexResponse);
    }

    private static IResult Get(
        HttpContext http, [FromRoute(Name = "index_id")] string id, IIndexes indexes, ISyncJobs jobs)
    {
        var problems = new Problems();
        var expand = http.Texts("expand");
        foreach (var value in expand)
            problems.OneOf(value, ["sync_in_progress"], "query", "expand");
        problems.ThrowIfAny();
        var index = Find(http, id, indexes);
        bool? syncing = expand.Count > 0 ? jobs.Exists(index.Key) : null;
        return TypedResults.Json(index.ToResponse(syncing), LecternJson.Wire.IndexResponse);
    }

    private static async Task<IResult> UpdateAsync(
        HttpContext http, [FromRoute(Name = "index_id")] string id, IIndexes indexes)
    {
        var body = await http.ReadJsonAsync(LecternJson.Wire.IndexUpdateRequest);
        var problems = new Problems();
        problems.OptionalText(body.Name, 1, MaxName, "body", "name");
        problems.OptionalText(body.Description, 0, MaxName, "body", "description");
        problems.ThrowIfAny();
        var index = await indexes.UpdateAsync(http.Scope(), id, body.Name, body.Description, http.RequestAborted);
        return TypedResults.Json(
            (index ?? throw ApiException.NotFound("Index", id)).ToResponse(null), LecternJson.Wire.IndexResponse);
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext http, [FromRoute(Name = "index_id")] string id, IndexRemoval removal)
    {
        if (!await removal.RemoveAsync(http.Scope(), id, http.RequestAborted))
            throw ApiException.NotFound("Index", id);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> SyncAsync(
        HttpContext http, [FromRoute(Name = "index_id")] string id, IIndexes indexes, ISyncJobs jobs, LibraryChanges signal)
    {
        if (!await jobs.RequestAsync(http.Scope(), id, http.RequestAborted))
            throw ApiException.NotFound("Index", id);
        signal.Wake();
        return TypedResults.Json(Find(http, id, indexes).ToResponse(true), LecternJson.Wire.IndexResponse, statusCode: 202);
    }

    private static async Task<IResult> CancelAsync(
        HttpContext http, [FromRoute(Name = "index_id")] string id, IIndexes indexes, SyncWorker worker)
    {
        var index = Find(http, id, indexes);
        if (!await worker.CancelAsync(index.Key, http.RequestAborted))
            throw ApiException.Conflict("No sync of this index is running.");
        return TypedResults.Json(Find(http, id, indexes).ToResponse(false), LecternJson.Wire.IndexResponse, statusCode: 202);
    }

    private static async Task<IResult> FilesAsync(
        HttpContext http, [FromRoute(Name = "index_id")] string id, IIndexes indexes, IIndexContentsStore contents,
        Paging paging)
    {
        var index = Find(http, id, indexes);
        var problems = new Problems();
        var list = $"index_files/{index.Id}";
        var page = paging.FromQuery(http, list, problems);
        problems.ThrowIfAny();
        var files = await contents.Open(index.Key).ListFilesAsync(page.After, page.Size + 1, http.RequestAborted);
        var (items, next) = paging.Cut(files, page, list, f => f.DirectoryFileId);
        return TypedResults.Json(
            new Page<IndexFileEntry>([.. items.Select(f => f.ToEntry())], next), LecternJson.Wire.PageIndexFileEntry);
    }

    private static IndexRow Find(HttpContext http, string id, IIndexes indexes) =>
        indexes.Get(http.Scope(), id);
}
