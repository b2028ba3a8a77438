using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Background;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Evaluations;

/// <summary>
/// The evaluations of every project, in memory: those that run, and the newest of those that ended. They end with the server and
/// with their project. Thread-safe.
/// </summary>
internal sealed class EvaluationJobs(Supervisor supervisor, Ids ids, TimeProvider time) : IHostedService, ISessionTraces
{
    public const int MostRunning = 4;
    public const int MostKept = 20;

    /// <summary>Of a project's results that are kept beside the newest; about two bytes each.</summary>
    public const long MostCharacters = 16_000_000;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();

    /// <summary>By project, newest first.</summary>
    private readonly Dictionary<string, List<EvaluationJob>> kept = new(StringComparer.Ordinal);

    /// <summary>Those too that are forgotten while they end.</summary>
    private readonly HashSet<EvaluationJob> running = [];
    private bool isStopping;

    /// <param name="sessionIds">Those whose questions are asked again.</param>
    /// <param name="run">Adds a result for each question.</param>
    /// <exception cref="ApiException">So many run already, or the server ends.</exception>
    public EvaluationJob Start(
        Scope scope, string kind, int total, IEnumerable<string> sessionIds, Func<EvaluationJob, Task> run)
    {
        EvaluationJob job;
        lock (gate)
        {
            if (isStopping)
                throw new ApiException(StatusCodes.Status503ServiceUnavailable, "The server is shutting down.");
            if (!kept.TryGetValue(scope.ProjectId, out var ofProject))
                kept.Add(scope.ProjectId, ofProject = []);
            if (running.Count(j => j.ProjectId == scope.ProjectId) >= MostRunning)
            {
                throw new ApiException(
                    StatusCodes.Status429TooManyRequests,
                    $"This project has {MostRunning} evaluations that run, as many as it may. Try again when one has ended.")
                { RetryAfter = RetryAfter };
            }

            job = new EvaluationJob(ids.Uuid(), scope.ProjectId, kind, total, sessionIds, time.GetUtcNow());
            ofProject.Insert(0, job);
            running.Add(job);
            Trim(ofProject);
        }

        supervisor.Start("evaluations", "an evaluation", () => RunAsync(job, run));
        return job;
    }

    /// <exception cref="ApiException">404: the project has none with this id, or none any more.</exception>
    public EvaluationJob Find(Scope scope, string id)
    {
        lock (gate)
        {
            return kept.GetValueOrDefault(scope.ProjectId)?.Find(j => j.Id == id)
                ?? throw ApiException.NotFound("Evaluation", id);
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<EvaluationJob> List(Scope scope)
    {
        lock (gate)
            return [.. kept.GetValueOrDefault(scope.ProjectId) ?? []];
    }

    /// <summary>Ends one and forgets it.</summary>
    /// <exception cref="ApiException">As of <see cref="Find"/>.</exception>
    public async Task RemoveAsync(Scope scope, string id)
    {
        var job = Find(scope, id);
        lock (gate)
            kept.GetValueOrDefault(scope.ProjectId)?.Remove(job);
        await EndAsync([job]);
    }

    /// <summary>Ends all of a project, those too that are forgotten already, and forgets them.</summary>
    public Task RemoveAllAsync(string projectId)
    {
        List<EvaluationJob> ofProject;
        lock (gate)
        {
            kept.Remove(projectId);
            ofProject = [.. running.Where(j => j.ProjectId == projectId)];
        }

        return EndAsync(ofProject);
    }

    public void Forget(Scope scope, string sessionId)
    {
        List<EvaluationJob> all;
        lock (gate)
            all = [.. (kept.GetValueOrDefault(scope.ProjectId) ?? []).Union(running.Where(j => j.ProjectId == scope.ProjectId))];
        foreach (var job in all)
            job.Forget(sessionId);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        List<EvaluationJob> all;
        lock (gate)
        {
            isStopping = true;
            all = [.. running];
        }

        return EndAsync(all).WaitAsync(cancellationToken);
    }

    private static async Task EndAsync(IReadOnlyList<EvaluationJob> jobs)
    {
        foreach (var job in jobs.Where(j => j.IsRunning))
            job.Cancel();
        await Task.WhenAll(jobs.Select(j => j.Ended));
    }

    private async Task RunAsync(EvaluationJob job, Func<EvaluationJob, Task> run)
    {
        var (status, error) = (EvaluationStatus.Failed, "The server failed while it asked; its log says more.");
        try
        {
            await run(job);
            (status, error) = (EvaluationStatus.Done, null);
        }
        catch (OperationCanceledException) when (job.Cancelled.IsCancellationRequested)
        {
            (status, error) = (EvaluationStatus.Cancelled, null);
        }
        catch (ApiException e)
        {
            error = e.Message;
        }
        finally
        {
            lock (gate)
                running.Remove(job);
            job.End(status, error, time.GetUtcNow());
            job.Dispose();
            lock (gate)
            {
                if (kept.TryGetValue(job.ProjectId, out var ofProject))
                    Trim(ofProject);
            }
        }
    }

    /// <summary>Lets the oldest go that have ended, until there is room for what is left; the newest stays in any case.</summary>
    private static void Trim(List<EvaluationJob> ofProject)
    {
        while (ofProject.Count > MostKept || ofProject.Sum(j => j.Characters) > MostCharacters)
        {
            var oldest = ofProject.FindLastIndex(j => !j.IsRunning);
            if (oldest <= 0)
                return;
            ofProject.RemoveAt(oldest);
        }
    }
}
