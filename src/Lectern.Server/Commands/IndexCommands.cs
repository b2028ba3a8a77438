using System.CommandLine;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.Server.Text;

namespace Lectern.Server.Commands;

/// <summary>Lists the indexes; what stands behind is about one.</summary>
internal sealed class IndexCommands(ServerChoice server, Terminal terminal)
{
    public Command Command()
    {
        var json = new Option<bool>("--json") { Description = "A JSON object for each index, one a line" };
        var command = new Command("indexes", "List the indexes: id, status, files, name and description");
        command.Options.Add(json);
        server.AddTo(command);
        command.SetAction((given, cancellation) => ListAsync(given, given.GetValue(json), cancellation));
        command.Subcommands.Add(Of("sync", "Sync an index with its directory, and wait", SyncAsync));
        command.Subcommands.Add(Of("delete", "Delete an index; its directory and the files in it stay", DeleteAsync));
        var generations = new GenerationCommands(server, terminal);
        command.Subcommands.Add(generations.Generations());
        command.Subcommands.Add(generations.Restore());
        return command;
    }

    private Command Of(string name, string description, Func<LecternClient, IndexResponse, CancellationToken, Task> act)
    {
        var index = new Argument<string>("INDEX") { Description = "By its id or name" };
        var command = new Command(name, description) { index };
        server.AddTo(command);
        command.SetAction(async (given, cancellation) =>
        {
            await using var connection = await server.ConnectAsync(given, makesData: false, cancellation);
            var all = await connection.Client.Indexes.ListAsync(pageSize: 1000).ToListAsync(cancellation);
            await act(connection.Client, IndexChoice.Named(all, given.GetValue(index)!), cancellation);
            return ExitCodes.Done;
        });
        return command;
    }

    private async Task<int> ListAsync(ParseResult given, bool asJson, CancellationToken cancellationToken)
    {
        await using var connection = await server.ConnectAsync(given, makesData: false, cancellationToken);
        await foreach (var index in connection.Client.Indexes.ListAsync(pageSize: 1000).WithCancellation(cancellationToken))
        {
            var files = index.Metadata.Files is { } counts ? $"{counts.Ready} of {counts.Total} files" : "";
            var about = index.Description is { Length: > 0 } text ? $": {text}" : "";
            await terminal.Out.WriteLineAsync(asJson
                ? CommandJson.Of(index, LecternJson.Wire.IndexResponse)
                : Printable.Of($"{index.Id}\t{index.Metadata.Status}\t{files}\t{index.Name}{about}"));
        }

        return ExitCodes.Done;
    }

    private async Task SyncAsync(LecternClient client, IndexResponse index, CancellationToken cancellationToken)
    {
        var synced = await client.Indexes.SyncAndWaitAsync(index.Id, cancellationToken: cancellationToken);
        await terminal.Out.WriteLineAsync(Printable.Of($"{synced.Id}\t{synced.Metadata.Status}\t{synced.Name}"));
    }

    private static Task DeleteAsync(LecternClient client, IndexResponse index, CancellationToken cancellationToken) =>
        client.Indexes.DeleteAsync(index.Id, cancellationToken);
}
