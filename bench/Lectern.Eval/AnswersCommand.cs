using Lectern.Contracts;
using Lectern.Server.Evaluations.Judging;

namespace Lectern.Eval;

/// <summary><c>lectern-eval answers</c>: asks questions whose answers are known.</summary>
internal static class AnswersCommand
{
    public const string Usage =
        """
        lectern-eval answers QUESTIONS.jsonl (--index ID ... [--url URL] | --files FOLDER [--url URL | --data FOLDER])
                     [--key KEY] [--at-once N] [--json FILE] [--page FILE] [--min-… PERCENT] [--max-… PERCENT]

          QUESTIONS  one a line: {"question": "…", "answers": ["…"], "files": ["…"]}, or with "unanswerable": true
          --index    an index of the server that runs at --url (or LECTERN_BASE_URL); can be there up to 10 times
          --files    loads these documents first, into a server that is started with the environment's settings, or at --url
          --data     keep the started server's data there; documents that it holds are not loaded again
          --key      of the server; else LECTERN_API_KEY
          --at-once  questions asked at once, 1 to 16; default 2
          --json     a file for all results
          --page     a file for a page to read
          --min-right, --min-said, --min-quoted, --min-first, --min-cited, --min-refused, --max-unproved, --max-contradicted
                     what is demanded, in percent
        """;

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var options = Options.Read(
            args, ["--index", "--files", "--data", "--url", "--key", "--at-once", "--json", "--page", .. Bounds.Names], []);
        var indexes = options.Values["--index"].ToList();
        var files = options.One("--files");
        if (options.Words.Count != 1 || (files is null) == (indexes.Count == 0) || indexes.Count > 10
            || (options.Has("--data") && (files is null || options.Has("--url"))))
            throw new UsageException(Usage);
        Bounds.Check(options);
        var atOnce = options.Number("--at-once", 2, 1, 16);
        var questions = QuestionFile.Read(options.Words[0]);
        await using var server = await EvalServer.OpenAsync(
            options.One("--url"), options.One("--key"), options.One("--data"), startsOne: files is not null, cancellationToken);
        if (files is not null)
            indexes = [await SetLoader.LoadAsync(server.Client, files, cancellationToken)];

        var results = new Results(EvaluationKinds.Answers, questions.Count);
        var asked = new AskedServer(server.Client);
        try
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, questions.Count),
                new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken },
                async (place, token) => await asked.AskAsync(
                    indexes, [questions[place].Question!],
                    (_, turn) => results.Add(place, AnswerJudge.Judge(questions[place], turn)), token));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was asked until then is told.
        }

        return await EndAsync(options, results.Take());
    }

    private static async Task<int> EndAsync(Options options, EvaluationResponse results)
    {
        await Results.WriteAsync(results, options.One("--json"), options.One("--page"));
        var totals = results.Evaluation.Answers!;
        Console.WriteLine(TotalsTable.Of(totals));
        var missed = Bounds.Missed(options, totals);
        foreach (var sentence in missed)
            await Console.Error.WriteLineAsync(sentence);
        return results.Evaluation.Status != EvaluationStatus.Done || totals.Failed > 0 ? ExitCodes.NotAsked
            : missed.Count > 0 ? ExitCodes.Missed
            : ExitCodes.Fine;
    }
}
