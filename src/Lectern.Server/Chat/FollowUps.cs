using Lectern.Contracts;
using Lectern.Server.Agent.Suggestions;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>What may be asked after the last answer: about what stands near what it cited. Thread-safe.</summary>
internal sealed class FollowUps(
    ITurnLog log, CitedSources sources, IIndexes indexes, ChatIndexes own, IIndexContentsStore contents,
    SuggestedQuestions questions)
{
    private const int ChunksLookedAt = 40;
    private const int MostCited = 3;

    /// <returns>None while the session is being answered, and after an answer that cites nothing.</returns>
    public Task<IReadOnlyList<string>> OfAsync(Scope scope, ChatSessionSummary session, CancellationToken cancellationToken)
    {
        var id = session.SessionId;
        var logged = sources.Mark(scope, log.ReadHistory(scope, id));
        var events = logged.Select(e => LoggedEvent.FromJson(e.Json)).ToList();
        var last = events.FindLastIndex(e => e is UserInputEvent);
        var cited = events.Skip(last + 1).OfType<TextEvent>().SelectMany(t => t.Citations).ToList();
        if (last < 0 || events[^1] is not StopEvent || cited.Count == 0)
            return Task.FromResult<IReadOnlyList<string>>([]);
        var asked = cited.Select(c => c.IndexId).Concat(own.Asked(scope, id, session.IndexIds ?? [])).Distinct().ToList();
        return questions.AfterAsync(
            scope,
            $"{id}/{logged[^1].Sequence}",
            asked.Select(i => indexes.Find(scope, i)).OfType<IndexRow>(),
            TurnIndexes.Resolve(indexes, scope, asked, requireAll: false).Usable,
            () => Candidates(scope, cited, [.. events.OfType<UserInputEvent>().Select(e => e.Content)]),
            cancellationToken);
    }

    private IEnumerable<string> Candidates(Scope scope, IReadOnlyList<Citation> cited, IReadOnlyList<string> asked)
    {
        foreach (var citation in cited.Where(c => !c.SourceRemoved).DistinctBy(c => (c.IndexId, c.FileId)).Take(MostCited))
        {
            if (indexes.Find(scope, citation.IndexId) is not { IsSearchable: true } index)
                continue;
            var near = contents.Open(index.Key).After(citation.FileId, citation.EndChar, ChunksLookedAt);
            foreach (var question in ExampleQuestion.Candidates(near, asked))
                yield return question;
        }
    }
}
