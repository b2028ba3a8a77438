using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Evaluations;
using Lectern.Server.Indexing;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Operations;

/// <summary>Removes a project: its keys, what runs in it, its rows, its contents and blobs.</summary>
internal static class ProjectRemoval
{
    private static readonly TimeSpan TurnsEndWithin = TimeSpan.FromSeconds(5);

    public static void MapProjectRemoval(this IEndpointRouteBuilder routes) =>
        routes.MapDelete("/api/v1/projects/{project_id}", RemoveAsync).WithTags("Projects")
            .WithSummary("Delete a project and everything in it (server)").WithTenant()
            .Produces(204).Produces<ErrorResponse>(409);

    private static async Task<IResult> RemoveAsync(
        HttpContext http, [FromRoute(Name = "project_id")] string id, IProjects projects, LiveRequests requests, LiveTurns turns,
        SyncWorker worker, LibraryChanges changes, EvaluationJobs evaluations)
    {
        var scope = http.ServerScope();
        var project = ProjectEndpoints.Find(scope, id, projects);
        if (project.IsDefault || project.Id == scope.ProjectId)
            throw ApiException.Conflict("The default project and the key's own cannot be deleted.");

        // Nothing new begins, then what runs ends: each turn with its stop, while its rows are there.
        foreach (var keyId in await projects.CloseAsync(scope, project.Id, CancellationToken.None))
            requests.End(keyId, http);
        await evaluations.RemoveAllAsync(project.Id);
        var sessions = projects.SessionsWithTurns(scope, project.Id);
        var running = turns.All.Where(turn => sessions.Contains(turn.Lease.SessionId)).ToList();
        foreach (var turn in running)
            turn.Cancel(TurnInterruption.Cancelled);
        await Task.WhenAny(Task.WhenAll(running.Select(turn => turn.Ended)), Task.Delay(TurnsEndWithin));
        await projects.RemoveAsync(scope, project.Id, CancellationToken.None);
        await worker.EndAsync(project.Id);

        // The collector takes the contents of indexes that are no more, and the blobs that nothing names.
        changes.Wake();
        return TypedResults.NoContent();
    }
}
