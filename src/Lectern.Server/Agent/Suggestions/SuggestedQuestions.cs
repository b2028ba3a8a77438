using System.Collections.Concurrent;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;

namespace Lectern.Server.Agent.Suggestions;

/// <summary>
/// Questions that were tried and are answered with a citation. Those of a generation of an index, and those after an answer, are
/// looked for once, when they are first asked for, and one search at a time: it is nobody's answer that waits. Thread-safe.
/// </summary>
internal sealed class SuggestedQuestions(
    IIndexContentsStore contents, ExampleTrial trial, TimeProvider time, IHostApplicationLifetime lifetime)
    : IDisposable
{
    public const int BeforeTheQuestion = 3;
    public const int AfterTheAnswer = 2;
    private const int ChunksLookedAt = 200;
    private const int MostTried = 10;
    private const int MostKept = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<string>>>> found = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim one = new(1);

    /// <summary>Of an index, as it is now; empty while it cannot be searched.</summary>
    public Task<IReadOnlyList<string>> OfIndexAsync(Scope scope, IndexRow index, CancellationToken cancellationToken) =>
        !index.IsSearchable ? Task.FromResult<IReadOnlyList<string>>([]) : OnceAsync(
            $"{index.Id}/{index.Generation}",
            ended => trial.AnsweredAsync(
                scope,
                [new TurnIndex(index.Id, index.ExportConfigId, index.Name)],
                ExampleQuestion.Candidates(contents.Open(index.Key).Beginnings(ChunksLookedAt)),
                BeforeTheQuestion,
                ended),
            cancellationToken);

    /// <summary>After an answer.</summary>
    /// <param name="answer">Names it among all answers.</param>
    /// <param name="candidates">Made only where the answer's are not known yet; the first ones are tried.</param>
    public Task<IReadOnlyList<string>> AfterAsync(
        Scope scope, string answer, IReadOnlyList<TurnIndex> indexes, Func<IEnumerable<string>> candidates,
        CancellationToken cancellationToken) => OnceAsync(
        answer,
        ended => trial.AnsweredAsync(scope, indexes, [.. candidates().Take(MostTried)], AfterTheAnswer, ended),
        cancellationToken);

    public void Dispose() => one.Dispose();

    private async Task<IReadOnlyList<string>> OnceAsync(
        string what, Func<CancellationToken, Task<IReadOnlyList<string>>> look, CancellationToken cancellationToken)
    {
        if (found.Count > MostKept)
            found.Clear();
        var once = found.GetOrAdd(what, _ => new Lazy<Task<IReadOnlyList<string>>>(() => AloneAsync(look)));
        try
        {
            return await once.Value.WaitAsync(cancellationToken);
        }
        catch (Exception) when (once.Value.IsFaulted || once.Value.IsCanceled)
        {
            // What failed is looked for again by whoever asks next.
            found.TryRemove(new(what, once));
            throw;
        }
    }

    /// <summary>Goes on when who asked first has left; what was found within its time counts.</summary>
    private async Task<IReadOnlyList<string>> AloneAsync(Func<CancellationToken, Task<IReadOnlyList<string>>> look)
    {
        await one.WaitAsync(lifetime.ApplicationStopping);
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, lifetime.ApplicationStopping);
            return await Task.Run(() => look(ended.Token), ended.Token);
        }
        finally
        {
            one.Release();
        }
    }
}
