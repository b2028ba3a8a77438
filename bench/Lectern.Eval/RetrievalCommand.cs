namespace Lectern.Eval;

/// <summary><c>lectern-eval FOLDER ...</c>: how well the server finds what answers judged queries.</summary>
internal static class RetrievalCommand
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var asked = EvalArguments.Read(args)
            ?? throw new UsageException($"{EvalArguments.Usage}\n\n{AnswersCommand.Usage}\n\n{ReplayCommand.Usage}");
        var sets = asked.Sets.Select(JudgedSet.Open).ToList();
        var rows = new List<Row>();
        foreach (var model in asked.Embeddings.DefaultIfEmpty<string?>(null))
        {
            await using var server = await EvalServer.OpenAsync(
                asked.Url, asked.Key, asked.DataOf(model), startsOne: true, model, cancellationToken);
            foreach (var set in sets)
            {
                var index = asked.Index ?? await SetLoader.LoadAsync(server.Client, set, cancellationToken);
                var measured = await Evaluation.RunAsync(server.Client, index, set, cancellationToken);
                rows.AddRange(measured.Select(r => r with { Model = model }));
                Console.WriteLine(EvalReport.Table(rows.TakeLast(measured.Count)));
            }
        }

        if (asked.Embeddings.Count > 1)
            Console.WriteLine(EvalReport.Table(rows.OrderBy(r => r.Set).ThenBy(r => r.Way)));
        if (asked.Out is not null)
            await File.WriteAllTextAsync(asked.Out, EvalReport.Page(rows, asked.Command), cancellationToken);
        return ExitCodes.Fine;
    }
}
