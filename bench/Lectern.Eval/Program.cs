using Lectern.Eval;

// dotnet run -c Release --project bench/Lectern.Eval -- FOLDER ...: how well the server finds what answers judged queries.
if (EvalArguments.Read(args) is not { } asked)
{
    await Console.Error.WriteLineAsync(EvalArguments.Usage);
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    var sets = asked.Sets.Select(JudgedSet.Open).ToList();
    var data = asked.Url is null && asked.Data is null ? Directory.CreateTempSubdirectory("lectern-eval-").FullName : null;
    var rows = new List<Row>();
    await using (var server = asked.Url is { } url ? EvalServer.At(url, asked.Key)
        : await EvalServer.StartAsync(asked.Data ?? data!, stop.Token))
    {
        foreach (var set in sets)
        {
            var index = asked.Index ?? await SetLoader.LoadAsync(server.Client, set, stop.Token);
            var measured = await Evaluation.RunAsync(server.Client, index, set, stop.Token);
            rows.AddRange(measured);
            Console.WriteLine(EvalReport.Table(measured));
        }
    }

    if (data is not null)
        Directory.Delete(data, recursive: true);
    if (asked.Out is not null)
        await File.WriteAllTextAsync(asked.Out, EvalReport.Page(rows, asked.Command));
    return 0;
}
catch (Exception e) when (
    e is InvalidDataException or IOException or InvalidOperationException or HttpRequestException or OperationCanceledException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
