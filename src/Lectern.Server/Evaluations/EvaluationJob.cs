using Lectern.Contracts;
using Lectern.Server.Evaluations.Judging;

namespace Lectern.Server.Evaluations;

/// <summary>An evaluation of a project, with the results that it has until now. Thread-safe.</summary>
/// <param name="total">Questions.</param>
/// <param name="sessionIds">Those whose questions are asked again.</param>
internal sealed class EvaluationJob(
    string id, string projectId, string kind, int total, IEnumerable<string> sessionIds, DateTimeOffset createdAt) : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource cancel = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly JudgedAnswer?[] answers = new JudgedAnswer?[kind == EvaluationKinds.Answers ? total : 0];
    private readonly ReplayedTurn?[] turns = new ReplayedTurn?[kind == EvaluationKinds.Replay ? total : 0];
    private readonly HashSet<string> sessions = new(sessionIds, StringComparer.Ordinal);
    private string status = EvaluationStatus.Running;
    private string? error;
    private DateTimeOffset? endedAt;

    public string Id => id;

    public string ProjectId => projectId;

    public CancellationToken Cancelled => cancel.Token;

    /// <summary>Completes when nothing of it runs any more.</summary>
    public Task Ended => ended.Task;

    public bool IsRunning => !ended.Task.IsCompleted;

    /// <summary>About what the results take, in characters.</summary>
    public long Characters { get; private set; }

    /// <param name="place">Of the question, from 0.</param>
    public void Add(int place, JudgedAnswer answer)
    {
        lock (gate)
        {
            answers[place] = answer;
            Characters += Size(answer.Question) + Size(answer.Turn);
        }
    }

    /// <inheritdoc cref="Add(int, JudgedAnswer)"/>
    public void Add(int place, ReplayedTurn turn)
    {
        lock (gate)
        {
            if (!sessions.Contains(turn.SessionId))
                return;
            turns[place] = turn;
            Characters += Size(turn);
        }
    }

    /// <summary>Keeps no result of a session, of now or later.</summary>
    public void Forget(string sessionId)
    {
        lock (gate)
        {
            if (!sessions.Remove(sessionId))
                return;
            foreach (var (turn, place) in turns.Select((t, i) => (t, i)).Where(t => t.t?.SessionId == sessionId).ToList())
            {
                Characters -= Size(turn!);
                turns[place] = null;
            }
        }
    }

    /// <summary>What runs ends soon; <see cref="Ended"/> tells when. Nothing where it has ended.</summary>
    public void Cancel()
    {
        lock (gate)
        {
            // Who waits for it is called elsewhere, not under the lock.
            if (endedAt is null)
                _ = cancel.CancelAsync();
        }
    }

    public void End(string with, string? why, DateTimeOffset at)
    {
        lock (gate)
            (status, error, endedAt) = (with, why, at);
        ended.TrySetResult();
    }

    public EvaluationSummary Summary() => Results().Evaluation;

    public EvaluationResponse Results()
    {
        lock (gate)
        {
            JudgedAnswer[] judged = [.. answers.OfType<JudgedAnswer>()];
            ReplayedTurn[] replayed = [.. turns.OfType<ReplayedTurn>()];
            var isReplay = kind == EvaluationKinds.Replay;
            return new EvaluationResponse(
                new EvaluationSummary(
                    id, kind, status, error, judged.Length + replayed.Length, total, createdAt, endedAt,
                    isReplay ? null : AnswerJudge.Totals(judged), isReplay ? TurnComparison.Totals(replayed) : null),
                judged,
                replayed);
        }
    }

    /// <summary>Once it has ended.</summary>
    public void Dispose() => cancel.Dispose();

    public static long Size(EvaluationQuestion question) => question.Question!.Length
        + (question.Answers ?? []).Concat(question.Files ?? []).Sum(text => (long)text!.Length);

    private static long Size(ReplayedTurn turn) => turn.Question.Length + Size(turn.Then) + Size(turn.Now);

    private static long Size(EvaluatedTurn turn) => turn.Text.Length + turn.Citations.Sum(c => (long)c.Quote.Length);
}
