using Lectern.Client;
using Lectern.Eval;

// dotnet run -c Release --project bench/Lectern.Eval -- answers, replay or FOLDER ...: how well a server answers, what has
// changed of its answers, how well it finds.
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    return args switch
    {
        ["answers", .. var rest] => await AnswersCommand.RunAsync(rest, stop.Token),
        ["replay", .. var rest] => await ReplayCommand.RunAsync(rest, stop.Token),
        _ => await RetrievalCommand.RunAsync(args, stop.Token),
    };
}
catch (UsageException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return ExitCodes.Usage;
}
catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or InvalidOperationException
    or HttpRequestException or LecternException or OperationCanceledException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return ExitCodes.NotAsked;
}
