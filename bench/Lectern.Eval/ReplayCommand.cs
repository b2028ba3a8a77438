using Lectern.Client;
using Lectern.Contracts;
using Lectern.Server.Evaluations;
using Lectern.Server.Evaluations.Judging;

namespace Lectern.Eval;

/// <summary><c>lectern-eval replay</c>: asks the questions of sessions again, there or elsewhere.</summary>
internal static class ReplayCommand
{
    public const string Usage =
        """
        lectern-eval replay (SESSION ... | --of-index ID) [--url URL] [--key KEY] [--to-url URL [--to-key KEY]] [--index ID ...]
                     [--most N] [--at-once N] [--json FILE] [--page FILE] [--fail-on-change]

          SESSION    ids of sessions of the server at --url (or LECTERN_BASE_URL), with --key (or LECTERN_API_KEY)
          --of-index all sessions that are bound to this index, the newest first
          --to-url   the server that is asked; else the same one
          --index    indexes to ask there in place of each session's own, up to 10
          --most     questions at most, whole sessions of --of-index; default 500
          --at-once  sessions asked at once, 1 to 16; default 2
          --json     a file for all results
          --page     a file for a page to read
          --fail-on-change  exit code 3 when an answer is another one
        """;

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var options = Options.Read(
            args,
            ["--of-index", "--url", "--key", "--to-url", "--to-key", "--index", "--most", "--at-once", "--json", "--page"],
            ["--fail-on-change"]);
        var ofIndex = options.One("--of-index");
        var indexes = options.Values["--index"].ToList();
        if ((ofIndex is null) == (options.Words.Count == 0) || indexes.Count > 10
            || (options.Has("--to-key") && !options.Has("--to-url")))
            throw new UsageException(Usage);
        var (most, atOnce) = (options.Number("--most", 500, 1, 100_000), options.Number("--at-once", 2, 1, 16));
        await using var source = await EvalServer.OpenAsync(
            options.One("--url"), options.One("--key"), null, startsOne: false, cancellationToken);
        await using var other = options.One("--to-url") is { } url
            ? await EvalServer.OpenAsync(url, options.One("--to-key"), null, startsOne: false, cancellationToken)
            : null;
        var sessions = ofIndex is null
            ? await NamedAsync(source.Client, options.Words, cancellationToken)
            : await OfIndexAsync(source.Client, ofIndex, most, cancellationToken);
        if (sessions.Count == 0)
            throw new InvalidDataException("There is nothing to ask again: no question of these sessions was answered.");

        var results = new Results(EvaluationKinds.Replay, sessions.Sum(s => s.Questions.Count));
        var asked = new AskedServer((other ?? source).Client);
        try
        {
            await Parallel.ForEachAsync(
                sessions,
                new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken },
                async (session, token) => await asked.AskAsync(
                    indexes.Count > 0 ? indexes : session.IndexIds, [.. session.Questions.Select(q => q.Prompt)],
                    (i, now) => results.Add(session.FirstPlace + i, Replayed(session, i, now)), token));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was asked until then is told.
        }

        return await EndAsync(options, results.Take());
    }

    private static ReplayedTurn Replayed(SessionToReplay session, int i, EvaluatedTurn now)
    {
        var question = session.Questions[i];
        var changes = TurnComparison.Changes(question.Then, now);
        return new ReplayedTurn(session.Id, question.Number, question.Prompt, question.Then, now, changes);
    }

    private static async Task<IReadOnlyList<SessionToReplay>> NamedAsync(
        LecternClient client, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var found = new List<SessionToReplay>();
        foreach (var id in ids)
            await AddAsync(client, found, id, int.MaxValue, cancellationToken);
        return found;
    }

    private static async Task<IReadOnlyList<SessionToReplay>> OfIndexAsync(
        LecternClient client, string index, int most, CancellationToken cancellationToken)
    {
        var found = new List<SessionToReplay>();
        await foreach (var session in client.Chat.ListAsync(1000).WithCancellation(cancellationToken))
        {
            if (session.IndexIds?.Contains(index) == true
                && !await AddAsync(client, found, session.SessionId, most, cancellationToken))
                break;
        }

        return found;
    }

    /// <returns>Whether there was room for all of its questions.</returns>
    private static async Task<bool> AddAsync(
        LecternClient client, List<SessionToReplay> found, string id, int most, CancellationToken cancellationToken)
    {
        var session = await client.Chat.RetrieveAsync(id, cancellationToken);
        var questions = SessionQuestion.Of(session.Events);
        var place = found.Sum(s => s.Questions.Count);
        if (place + questions.Count > most)
            return false;
        if (questions.Count > 0)
            found.Add(new SessionToReplay(id, session.IndexIds ?? [], questions, place));
        return true;
    }

    private static async Task<int> EndAsync(Options options, EvaluationResponse results)
    {
        await Results.WriteAsync(results, options.One("--json"), options.One("--page"));
        var totals = results.Evaluation.Replay!;
        Console.WriteLine(TotalsTable.Of(totals));
        return results.Evaluation.Status != EvaluationStatus.Done || totals.Failed > 0 ? ExitCodes.NotAsked
            : options.Has("--fail-on-change") && totals.Changed > 0 ? ExitCodes.Missed
            : ExitCodes.Fine;
    }
}
