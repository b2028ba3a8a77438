using System.Collections.Concurrent;
using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Sharing;
using Lectern.Server.Library;
using Lectern.Server.Platform;

namespace Lectern.Server.Agent.Suggestions;

/// <summary>
/// Questions that were tried and are answered with a citation. They are looked for once for a generation of an index and what
/// its directory still has, when they are first asked for, and one look at a time: it is nobody's answer that waits, and projects
/// take turns. Thread-safe.
/// </summary>
internal sealed class SuggestedQuestions(
    IIndexContentsStore contents, IDirectoryFiles files, ExampleTrial trial, TimeProvider time, IHostApplicationLifetime lifetime)
{
    public const int BeforeTheQuestion = 3;
    public const int AfterTheAnswer = 2;
    private const int ChunksLookedAt = 200;
    private const int MostTried = 10;
    private const int MostKept = 1000;

    /// <summary>So many looks of a project run or wait; whoever asks for more is told none.</summary>
    private const int MostLooks = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ConcurrentDictionary<(string Project, string What), Lazy<Task<Look>>> looks = new();
    private readonly FairPlaces places = new(places: 1, perProject: 1);

    /// <summary>Of an index, as it is now; empty while it cannot be searched.</summary>
    public Task<IReadOnlyList<string>> OfIndexAsync(Scope scope, IndexRow index, CancellationToken cancellationToken) =>
        !index.IsSearchable ? Task.FromResult<IReadOnlyList<string>>([]) : OnceAsync(
            scope,
            State(scope, index),
            (before, ended) => GoOnAsync(
                scope,
                [new TurnIndex(index.Id, index.ExportConfigId, index.Name)],
                Candidates(scope, index),
                BeforeTheQuestion,
                before,
                ended),
            cancellationToken);

    /// <summary>What may be asked of an index, not tried yet: nothing of a file that was deleted, from that moment on.</summary>
    public IReadOnlyList<string> Candidates(Scope scope, IndexRow index)
    {
        var chunks = contents.Open(index.Key).Beginnings(ChunksLookedAt);
        var present = files.Existing(scope, [.. chunks.Select(c => c.FileId).Distinct()], index.SourceDirectoryId);
        return ExampleQuestion.Candidates(
            [.. chunks.Where(c => present.Contains(c.FileId)).Select(c => (c.HeadingPath, c.Content))]);
    }

    /// <summary>After an answer.</summary>
    /// <param name="answer">Names it among all answers.</param>
    /// <param name="asked">The indexes that it was asked of, and <paramref name="indexes"/> as they are searched.</param>
    /// <param name="candidates">Made only where the answer's are not known yet; the first ones are tried.</param>
    public Task<IReadOnlyList<string>> AfterAsync(
        Scope scope, string answer, IEnumerable<IndexRow> asked, IReadOnlyList<TurnIndex> indexes,
        Func<IEnumerable<string>> candidates, CancellationToken cancellationToken) => OnceAsync(
        scope,
        string.Join(' ', asked.Select(i => State(scope, i)).Prepend(answer)),
        (before, ended) => GoOnAsync(
            scope, indexes, [.. candidates().Take(MostTried)], AfterTheAnswer, before, ended),
        cancellationToken);

    /// <summary>Another one as soon as the index or what was deleted of its files changes.</summary>
    private string State(Scope scope, IndexRow index) =>
        $"{index.Id}/{index.Generation}/{files.Departures(scope, index.SourceDirectoryId)}";

    /// <param name="before">What an earlier look found within its time.</param>
    private async Task<Look> GoOnAsync(
        Scope scope, IReadOnlyList<TurnIndex> indexes, IReadOnlyList<string> candidates, int most, Look before,
        CancellationToken ended)
    {
        var (answered, tried) = await trial.AnsweredAsync(
            scope, indexes, [.. candidates.Skip(before.Tried)], most - before.Questions.Count, ended);
        var found = new Look([.. before.Questions, .. answered], before.Tried + tried, IsWhole: false);
        return found with { IsWhole = found.Questions.Count == most || found.Tried >= candidates.Count };
    }

    private async Task<IReadOnlyList<string>> OnceAsync(
        Scope scope, string what, Func<Look, CancellationToken, Task<Look>> look, CancellationToken cancellationToken)
    {
        var key = (scope.ProjectId, what);
        looks.TryGetValue(key, out var once);
        var before = await CutOffAsync(once);
        if (once is null || before is not null)
        {
            Forget();
            before ??= new Look([], 0, IsWhole: false);
            if (looks.Count(l => l.Key.Project == scope.ProjectId && !IsOver(l.Value)) >= MostLooks)
                return before.Questions;
            var (old, next) = (once, new Lazy<Task<Look>>(() => AloneAsync(scope, ended => look(before, ended))));
            once = looks.AddOrUpdate(key, next, (_, now) => now == old ? next : now);
        }

        try
        {
            return (await once.Value.WaitAsync(cancellationToken)).Questions;
        }
        catch (Exception) when (once.Value.IsFaulted || once.Value.IsCanceled)
        {
            looks.TryRemove(new(key, once));
            throw;
        }
    }

    /// <summary>
    /// What its time cut off is gone on with for whoever asks next. Each look tries one question more at least, so it settles.
    /// </summary>
    /// <returns>What it found; null where it runs, or is whole.</returns>
    private static async Task<Look?> CutOffAsync(Lazy<Task<Look>>? look) =>
        look is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } && await look.Value is { IsWhole: false } found
            ? found : null;

    private void Forget()
    {
        if (looks.Count < MostKept)
            return;
        foreach (var look in looks.Where(l => IsOver(l.Value)))
            looks.TryRemove(look);
    }

    private static bool IsOver(Lazy<Task<Look>> look) => look is { IsValueCreated: true, Value.IsCompleted: true };

    /// <summary>Goes on when who asked first has left; what was found within its time counts.</summary>
    private async Task<Look> AloneAsync(Scope scope, Func<CancellationToken, Task<Look>> look)
    {
        using var place = await places.EnterAsync(scope.ProjectId, isSmall: false, lifetime.ApplicationStopping);
        using var patience = new CancellationTokenSource(Patience, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, lifetime.ApplicationStopping);
        return await Task.Run(() => look(ended.Token), ended.Token);
    }

    /// <param name="Tried">Of the candidates, from the first.</param>
    private sealed record Look(IReadOnlyList<string> Questions, int Tried, bool IsWhole);
}
