using System.CommandLine;
using Lectern.Contracts;
using Lectern.Server.Text;

namespace Lectern.Server.Commands;

/// <summary>Lists the project's keys; <c>create</c> prints a new one once, <c>revoke</c> ends one. Needs an admin key.</summary>
internal sealed class KeyCommands(ServerChoice server, Terminal terminal)
{
    public Command Command()
    {
        var json = new Option<bool>("--json") { Description = "A JSON object for each key, one a line" };
        var command = new Command("keys", "List the project's keys: id, last four characters, rights, name");
        command.Options.Add(json);
        server.AddTo(command);
        command.SetAction(async (given, cancellation) =>
        {
            await using var connection = await server.ConnectAsync(given, makesData: false, cancellation);
            await foreach (var key in connection.Client.Keys.ListAsync().WithCancellation(cancellation))
            {
                await terminal.Out.WriteLineAsync(given.GetValue(json)
                    ? CommandJson.Of(key, LecternJson.Wire.KeyResponse)
                    : Printable.Of($"{key.Id}\t…{key.Hint}\t{Rights(key)}\t{key.Name}"));
            }

            return ExitCodes.Done;
        });
        command.Subcommands.Add(Create());
        command.Subcommands.Add(Revoke());
        return command;
    }

    private Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "For people, 1 to 100 characters" };
        var admin = new Option<bool>("--admin") { Description = "It may make and revoke the project's keys" };
        var ofServer = new Option<bool>("--server") { Description = "It may make projects and see the settings" };
        var command = new Command("create", "Make a key and print it, this once") { name, admin, ofServer };
        server.AddTo(command);
        command.SetAction(async (given, cancellation) =>
        {
            await using var connection = await server.ConnectAsync(given, makesData: false, cancellation);
            var made = await connection.Client.Keys.CreateAsync(
                new KeyCreateRequest(given.GetValue(name), given.GetValue(admin), given.GetValue(ofServer)), cancellation);
            await terminal.Out.WriteLineAsync(made.Key);
            return ExitCodes.Done;
        });
        return command;
    }

    private Command Revoke()
    {
        var id = new Argument<string>("ID") { Description = "The key's id, as lectern keys lists it" };
        var command = new Command("revoke", "End a key, with all that runs with it") { id };
        server.AddTo(command);
        command.SetAction(async (given, cancellation) =>
        {
            await using var connection = await server.ConnectAsync(given, makesData: false, cancellation);
            await connection.Client.Keys.RevokeAsync(given.GetValue(id)!, cancellation);
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Rights(KeyResponse key) => key switch
    {
        { IsServer: true } => "server",
        { IsAdmin: true } => "admin",
        _ => "project",
    };
}
