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
        if (log.FindLatest(scope, id) is not { LastSequence: { } end } turn)
            return Task.FromResult<IReadOnlyList<string>>([]);
        var cited = Read<TextEvent>(EventTypes.Text, sources.Mark(scope, log.ReadTurn(scope, id, turn.FirstSequence)))
            .SelectMany(t => t.Citations).ToList();
        if (cited.Count == 0)
            return Task.FromResult<IReadOnlyList<string>>([]);
        var asked = cited.Select(c => c.IndexId).Concat(own.Asked(scope, id, session.IndexIds ?? [])).Distinct().ToList();
        return questions.AfterAsync(
            scope,
            $"{id}/{end}",
            asked.Select(i => indexes.Find(scope, i)).OfType<IndexRow>(),
            TurnIndexes.Resolve(indexes, scope, asked, requireAll: false).Usable,
            () => Candidates(
                scope, cited,
                [.. Read<UserInputEvent>(EventTypes.UserInput, log.ReadHistory(scope, id)).Select(e => e.Content)]),
            cancellationToken);
    }

    private static IEnumerable<T> Read<T>(string type, IReadOnlyList<LoggedEvent> events)
        where T : ChatEvent => events.Where(e => e.Type == type).Select(e => (T)LoggedEvent.FromJson(e.Json));

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
