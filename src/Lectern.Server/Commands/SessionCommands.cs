using System.CommandLine;
using System.Globalization;
using Lectern.Contracts;
using Lectern.Server.Text;

namespace Lectern.Server.Commands;

/// <summary>Lists the sessions, newest first; <c>show</c> and <c>delete</c> are about one.</summary>
internal sealed class SessionCommands(ServerChoice server, Terminal terminal)
{
    private const int DefaultCount = 50;
    private const int MaxCount = 100_000;

    public Command Command()
    {
        var json = new Option<bool>("--json") { Description = "A JSON object for each session, one a line" };
        var count = CountOption.Of("How many", DefaultCount, MaxCount);
        var command = new Command("sessions", "List the sessions, newest first: id, last change, title");
        command.Options.Add(json);
        command.Options.Add(count);
        server.AddTo(command);
        command.SetAction((given, cancellation) => ListAsync(given, given.GetValue(count), given.GetValue(json), cancellation));
        command.Subcommands.Add(Show());
        command.Subcommands.Add(Delete());
        return command;
    }

    private async Task<int> ListAsync(ParseResult given, int count, bool asJson, CancellationToken cancellationToken)
    {
        await using var connection = await server.ConnectAsync(given, makesData: false, cancellationToken);
        await foreach (var session in connection.Client.Chat.ListAsync().Take(count).WithCancellation(cancellationToken))
        {
            var changed = session.LastUpdatedAt.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
            await terminal.Out.WriteLineAsync(asJson
                ? CommandJson.Of(session, LecternJson.Wire.ChatSessionSummary)
                : Printable.Of($"{session.SessionId}\t{changed}\t{session.GeneratedTitle}"));
        }

        return ExitCodes.Done;
    }

    private Command Show()
    {
        var session = new Argument<string>("SESSION") { Description = "Its id" };
        var json = new Option<bool>("--json") { Description = "The session with all its events as one JSON object" };
        var command = new Command("show", "Print a session's questions and answers") { session };
        command.Options.Add(json);
        server.AddTo(command);
        command.SetAction(async (given, cancellation) =>
        {
            await using var connection = await server.ConnectAsync(given, makesData: false, cancellation);
            var detail = await connection.Client.Chat.RetrieveAsync(given.GetValue(session)!, cancellation);
            if (given.GetValue(json))
                await terminal.Out.WriteLineAsync(CommandJson.Of(detail, LecternJson.Wire.SessionDetail));
            foreach (var shown in given.GetValue(json) ? [] : detail.Events.Select(Words).OfType<string>())
                await terminal.Out.WriteLineAsync(Terminal.Lines(shown) + "\n");
            return ExitCodes.Done;
        });
        return command;
    }

    private Command Delete()
    {
        var session = new Argument<string>("SESSION") { Description = "Its id" };
        var command = new Command("delete", "Delete a session with its history") { session };
        server.AddTo(command);
        command.SetAction(async (given, cancellation) =>
        {
            await using var connection = await server.ConnectAsync(given, makesData: false, cancellation);
            await connection.Client.Chat.DeleteAsync(given.GetValue(session)!, cancellation);
            return ExitCodes.Done;
        });
        return command;
    }

    private static string? Words(ChatEvent said) => said switch
    {
        UserInputEvent question => $"> {question.Content.ReplaceLineEndings("\n> ")}",
        TextEvent { Content.Length: > 0 } answer => answer.Content,
        StopEvent { IsError: true } stop => $"(It failed: {stop.Error})",
        _ => null,
    };
}
