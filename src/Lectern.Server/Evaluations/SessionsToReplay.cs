using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Evaluations.Judging;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Evaluations;

/// <summary>Reads the sessions of a replay with what was answered in them. Thread-safe.</summary>
internal sealed class SessionsToReplay(ISessions sessions, ITurnLog log, IIndexes indexes, ChatIndexes own)
{
    private const int SessionsAtOnce = 1000;

    /// <summary>So many of a project's newest sessions are looked through for those of an index.</summary>
    private const int MostSessions = 20_000;

    /// <param name="indexIds">In place of each session's own; empty for its own.</param>
    /// <exception cref="ApiException">404: there is no such session. 422: they have too many questions.</exception>
    public IReadOnlyList<SessionToReplay> Named(Scope scope, IReadOnlyList<string> ids, IReadOnlyList<string> indexIds)
    {
        var chosen = new Chosen();
        foreach (var id in ids)
        {
            var session = sessions.Find(scope, id) ?? throw ApiException.NotFound("Session", id);
            if (!chosen.TryAdd(session, Asked(scope, session, indexIds), Questions(scope, session)))
            {
                throw EvaluationRequests.TooLong(
                    $"The sessions have more than {RequestLimits.EvaluationQuestions} questions, or more than "
                    + $"{EvaluationRequests.MostCharacters} characters in them: name fewer", "session_ids");
            }
        }

        return chosen.Sessions;
    }

    /// <summary>The newest sessions that are bound to an index, whole ones, as far as their questions have room.</summary>
    /// <param name="indexId">One of its names; there may be no such index any more.</param>
    /// <param name="indexIds">In place of each session's own; empty for its own.</param>
    public IReadOnlyList<SessionToReplay> OfIndex(
        Scope scope, string indexId, IReadOnlyList<string> indexIds, CancellationToken cancellationToken)
    {
        var names = indexes.Find(scope, indexId) is { } index ? (string[])[index.Id, index.ExportConfigId] : [indexId];
        var chosen = new Chosen();
        foreach (var session in Newest(scope).Where(s => s.IndexIds?.Intersect(names).Any() == true))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!chosen.TryAdd(session, Asked(scope, session, indexIds), Questions(scope, session)))
                break;
        }

        return chosen.Sessions;
    }

    private IEnumerable<ChatSessionSummary> Newest(Scope scope)
    {
        string? after = null;
        for (var seen = 0; seen < MostSessions; seen += SessionsAtOnce)
        {
            var some = sessions.List(scope, new PageRequest(SessionsAtOnce, after));
            foreach (var session in some.Take(SessionsAtOnce))
                yield return session;
            if (some.Count <= SessionsAtOnce)
                yield break;
            after = some[SessionsAtOnce - 1].SessionId;
        }
    }

    private IReadOnlyList<SessionQuestion> Questions(Scope scope, ChatSessionSummary session) => SessionQuestion.Of(
        [.. log.ReadHistory(scope, session.SessionId).Select(e => LoggedEvent.FromJson(e.Json))]);

    /// <summary>As a turn of the session: with its own index, and without those that are gone while one is left.</summary>
    private IReadOnlyList<string> Asked(Scope scope, ChatSessionSummary session, IReadOnlyList<string> indexIds)
    {
        var named = indexIds.Count > 0 ? indexIds : session.IndexIds ?? [];
        if (named.Count == 0)
            return [];
        var asked = own.Asked(scope, session.SessionId, named);
        IReadOnlyList<string> there = [.. asked.Where(id => indexes.Find(scope, id) is not null)];
        return there.Count > 0 ? there : asked;
    }

    private sealed class Chosen
    {
        private int questions;
        private long characters;

        public List<SessionToReplay> Sessions { get; } = [];

        /// <summary>One without questions is left out.</summary>
        /// <returns>Whether there was room for it.</returns>
        public bool TryAdd(ChatSessionSummary session, IReadOnlyList<string> asked, IReadOnlyList<SessionQuestion> next)
        {
            var place = questions;
            questions += next.Count;
            characters += next.Sum(q => (long)q.Prompt.Length);
            if (questions > RequestLimits.EvaluationQuestions || characters > EvaluationRequests.MostCharacters)
                return false;
            if (next.Count > 0)
                Sessions.Add(new SessionToReplay(session.SessionId, asked, next, place));
            return true;
        }
    }
}
