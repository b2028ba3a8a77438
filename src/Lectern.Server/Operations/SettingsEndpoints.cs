using Lectern.Contracts;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Parsing.Tools;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Background;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Operations;

/// <summary>How the server is set and how it is, for an admin. Secrets are not in it.</summary>
internal static class SettingsEndpoints
{
    public static void MapSettings(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/settings", GetAsync).WithTags(
            "Settings").WithSummary("How the server is set, and its health (server)").WithTenant()
            .Produces<SettingsResponse>();

    private static async Task<IResult> GetAsync(
        HttpContext http, LecternOptions options, EmbeddingModels models, HealthCheck check, ServerProblems found,
        DiskFloor floor, ServerStart start)
    {
        http.ServerScope();
        var model = models.IsDecided ? await models.ReadyAsync(http.RequestAborted) : null;
        var problems = new List<string>(found.Sentences.Concat(ExternalTools.Missing()));
        if (models.IsDecided && model is null && options.Embeddings != "none")
            problems.Add("The embedding model could not be loaded: search is by words only. The server's log says why.");
        if (floor.Problem is { } lowDisk)
            problems.Add(lowDisk);
        var health = await check.LookAsync(http.RequestAborted);
        if (health.Fault is { } fault)
            problems.Insert(0, fault);
        return TypedResults.Json(
            new SettingsResponse(
                ProgramHelp.Version, options.Model, options.ModelSettings.TitleModel, options.ModelSettings.Reasoning,
                options.Embeddings, model?.Id, options.MaxUploadBytes, RequestLimits.PromptCharacters,
                RequestLimits.Indexes, options.Folder, start.At, health.Word, problems),
            LecternJson.Wire.SettingsResponse);
    }
}
