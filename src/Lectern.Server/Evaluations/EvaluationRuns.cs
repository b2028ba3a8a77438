using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Evaluations.Judging;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Evaluations;

/// <summary>What an evaluation of each kind does. A question that fails is a result; the rest goes on. Thread-safe.</summary>
internal sealed class EvaluationRuns(EvaluationTurns turns, ISessions sessions)
{
    /// <summary>Asks each question by itself.</summary>
    public Task AnswersAsync(
        EvaluationJob job, EvaluationCall call, IReadOnlyList<string> indexIds, IReadOnlyList<EvaluationQuestion> questions) =>
        Parallel.ForEachAsync(Enumerable.Range(0, questions.Count), Options(job, call), async (place, token) =>
        {
            var (turn, _) = await AskAsync(call, indexIds, [], questions[place].Question!, token);
            job.Add(place, AnswerJudge.Judge(questions[place], turn));
        });

    /// <summary>
    /// Asks the questions of each session in their order, each with the new answers before it. Of one that is deleted meanwhile
    /// no more is asked.
    /// </summary>
    public Task ReplayAsync(EvaluationJob job, EvaluationCall call, IReadOnlyList<SessionToReplay> replayed) =>
        Parallel.ForEachAsync(replayed, Options(job, call), async (session, token) =>
        {
            var history = new List<ChatEvent>();
            foreach (var (question, i) in session.Questions.Select((q, i) => (q, i)))
            {
                if (sessions.Find(call.Scope, session.Id) is null)
                {
                    job.Forget(session.Id);
                    return;
                }

                var (now, events) = session.IndexIds.Count == 0
                    ? (TurnReading.Failed("The session is bound to no index, and the request names none."), [])
                    : await AskAsync(call, session.IndexIds, history, question.Prompt, token);
                history.AddRange(events);
                job.Add(session.FirstPlace + i, new ReplayedTurn(
                    session.Id, question.Number, question.Prompt, question.Then, now,
                    TurnComparison.Changes(question.Then, now)));
            }
        });

    private async Task<(EvaluatedTurn Turn, IReadOnlyList<ChatEvent> Events)> AskAsync(
        EvaluationCall call, IReadOnlyList<string> indexIds, IReadOnlyList<ChatEvent> history, string prompt,
        CancellationToken cancellationToken)
    {
        try
        {
            var events = await turns.AskAsync(call, indexIds, history, prompt, cancellationToken);
            return (TurnReading.Of(events), events);
        }
        catch (ApiException e) when (e.Status is StatusCodes.Status404NotFound or StatusCodes.Status409Conflict)
        {
            return (TurnReading.Failed(e.Message), []);
        }
    }

    private static ParallelOptions Options(EvaluationJob job, EvaluationCall call) =>
        new() { MaxDegreeOfParallelism = call.Concurrency, CancellationToken = job.Cancelled };
}
