using System.Text.Json;
using Lectern.Contracts;
using Lectern.Server.Evaluations.Judging;
using Lectern.Server.Evaluations.Pages;

namespace Lectern.Eval;

/// <summary>The results of a command, gathered while it asks, as the API has them. Thread-safe.</summary>
internal sealed class Results(string kind, int total)
{
    private readonly Lock gate = new();
    private readonly DateTimeOffset began = TimeProvider.System.GetUtcNow();
    private readonly SortedDictionary<int, JudgedAnswer> answers = [];
    private readonly SortedDictionary<int, ReplayedTurn> turns = [];

    public void Add(int place, JudgedAnswer answer)
    {
        lock (gate)
            answers[place] = answer;
        Tell();
    }

    public void Add(int place, ReplayedTurn turn)
    {
        lock (gate)
            turns[place] = turn;
        Tell();
    }

    public EvaluationResponse Take()
    {
        lock (gate)
        {
            JudgedAnswer[] judged = [.. answers.Values];
            ReplayedTurn[] replayed = [.. turns.Values];
            var done = judged.Length + replayed.Length;
            var isReplay = kind == EvaluationKinds.Replay;
            var status = done == total ? EvaluationStatus.Done : EvaluationStatus.Cancelled;
            return new EvaluationResponse(
                new EvaluationSummary(
                    Guid.CreateVersion7().ToString(), kind, status, null, done, total, began, TimeProvider.System.GetUtcNow(),
                    isReplay ? null : AnswerJudge.Totals(judged), isReplay ? TurnComparison.Totals(replayed) : null),
                judged,
                replayed);
        }
    }

    /// <param name="json">A file for all of it, or null.</param>
    /// <param name="page">A file for a page to read, or null.</param>
    public static async Task WriteAsync(EvaluationResponse results, string? json, string? page)
    {
        if (json is not null)
            await File.WriteAllTextAsync(json, JsonSerializer.Serialize(results, LecternJson.Wire.EvaluationResponse) + "\n");
        if (page is not null)
            await File.WriteAllTextAsync(page, PageFrame.Page(results));
    }

    private void Tell()
    {
        int done;
        lock (gate)
            done = answers.Count + turns.Count;
        if (done == total || done % 10 == 0)
            Console.Error.WriteLine($"{done} of {total}");
    }
}
