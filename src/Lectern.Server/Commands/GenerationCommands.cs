using System.CommandLine;
using System.Globalization;
using Lectern.Contracts;
using Lectern.Server.Text;

namespace Lectern.Server.Commands;

/// <summary>What an index held before: <c>generations</c> lists it, <c>restore</c> makes some of it live again.</summary>
internal sealed class GenerationCommands(ServerChoice server, Terminal terminal)
{
    private readonly Argument<string> index = new("INDEX") { Description = "By its id or name" };

    public Command Generations()
    {
        var json = new Option<bool>("--json") { Description = "A JSON object for each generation, one a line" };
        var command = new Command(
            "generations", "List what an index holds and held: number, time, files, passages, and what is said of it")
        {
            index, json,
        };
        server.AddTo(command);
        command.SetAction((given, cancellation) => ListAsync(given, given.GetValue(json), cancellation));
        return command;
    }

    public Command Restore()
    {
        var number = new Argument<long>("NUMBER") { Description = "Of the generation" };
        var command = new Command("restore", "Make what an index held live again, and wait; the next sync undoes it")
        {
            index, number,
        };
        server.AddTo(command);
        command.SetAction((given, cancellation) => RestoreAsync(given, given.GetValue(number), cancellation));
        return command;
    }

    private async Task<int> ListAsync(ParseResult given, bool asJson, CancellationToken cancellationToken)
    {
        await using var connection = await server.ConnectAsync(given, makesData: false, cancellationToken);
        var indexes = await connection.Client.Indexes.ListAsync(pageSize: 1000).ToListAsync(cancellationToken);
        var chosen = IndexChoice.Named(indexes, given.GetValue(index)!);
        await foreach (var generation in connection.Client.Indexes.ListGenerationsAsync(chosen.Id, pageSize: 1000)
            .WithCancellation(cancellationToken))
        {
            await terminal.Out.WriteLineAsync(asJson
                ? CommandJson.Of(generation, LecternJson.Wire.GenerationResponse)
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{generation.Number}\t{generation.CreatedAt:yyyy-MM-dd HH:mm:ss}Z\t{generation.Files} files\t"
                    + $"{generation.Chunks} passages\t{About(generation)}"));
        }

        return ExitCodes.Done;
    }

    private async Task<int> RestoreAsync(ParseResult given, long number, CancellationToken cancellationToken)
    {
        await using var connection = await server.ConnectAsync(given, makesData: false, cancellationToken);
        var client = connection.Client.Indexes;
        var indexes = await client.ListAsync(pageSize: 1000).ToListAsync(cancellationToken);
        var chosen = IndexChoice.Named(indexes, given.GetValue(index)!);
        await client.RestoreGenerationAsync(chosen.Id, number, cancellationToken);
        var restored = await client.WaitAsync(chosen.Id, cancellationToken: cancellationToken);
        await terminal.Out.WriteLineAsync(Printable.Of($"{restored.Id}\t{restored.Metadata.Status}\t{restored.Name}"));
        return ExitCodes.Done;
    }

    private static string About(GenerationResponse generation) => string.Join(
        ", ",
        ((string?[])[
            generation.IsLive ? "live" : null,
            generation.IsStep ? "step" : null,
            generation.RestoredFrom is { } from ? string.Create(CultureInfo.InvariantCulture, $"restored from {from}") : null,
        ]).OfType<string>());
}
