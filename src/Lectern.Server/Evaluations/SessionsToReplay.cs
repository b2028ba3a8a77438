using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Evaluations.Judging;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Evaluations;

/// <summary>Reads the sessions of a replay with what was answered in them. Thread-safe.</summary>
internal sealed class SessionsToReplay(ISessions sessions, ITurnLog log)
{
    public const int MostQuestions = 500;

    private const int SessionsAtOnce = 1000;

    /// <summary>So many of a project's newest sessions are looked through for those of an index.</summary>
    private const int MostSessions = 20_000;

    /// <param name="indexIds">In place of each session's own; empty for its own.</param>
    /// <exception cref="ApiException">404: there is no such session. 422: they have too many questions.</exception>
    public IReadOnlyList<SessionToReplay> Named(Scope scope, IReadOnlyList<string> ids, IReadOnlyList<string> indexIds)
    {
        var found = new List<SessionToReplay>();
        var places = 0;
        foreach (var id in ids)
        {
            var session = sessions.Find(scope, id) ?? throw ApiException.NotFound("Session", id);
            places += Add(found, scope, session, indexIds, places);
            if (places > MostQuestions)
            {
                throw Problems.Single(
                    "too_long", $"The sessions have more than {MostQuestions} questions: name fewer", "body", "session_ids");
            }
        }

        return found;
    }

    /// <summary>The newest sessions that are bound to an index, whole ones, as far as their questions have room.</summary>
    /// <inheritdoc cref="Named"/>
    public IReadOnlyList<SessionToReplay> OfIndex(
        Scope scope, string indexId, IReadOnlyList<string> indexIds, CancellationToken cancellationToken)
    {
        var found = new List<SessionToReplay>();
        var places = 0;
        foreach (var session in Newest(scope).Where(s => s.IndexIds?.Contains(indexId) == true))
        {
            cancellationToken.ThrowIfCancellationRequested();
            places += Add(found, scope, session, indexIds, places);
            if (places <= MostQuestions)
                continue;
            found.RemoveAt(found.Count - 1);
            break;
        }

        return found;
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

    /// <returns>How many questions it has; one without any is left out.</returns>
    private int Add(
        List<SessionToReplay> found, Scope scope, ChatSessionSummary session, IReadOnlyList<string> indexIds, int places)
    {
        var events = log.ReadHistory(scope, session.SessionId).Select(e => LoggedEvent.FromJson(e.Json)).ToList();
        var questions = SessionQuestion.Of(events);
        if (questions.Count == 0)
            return 0;
        var asked = indexIds.Count > 0 ? indexIds : session.IndexIds ?? [];
        found.Add(new SessionToReplay(session.SessionId, asked, questions, places));
        return questions.Count;
    }
}
