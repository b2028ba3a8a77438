using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.Server.Text;

namespace Lectern.Server.Commands;

/// <summary>A whole turn in the terminal: the answer as it comes, its citations as footnotes.</summary>
internal sealed class AskCommand(ServerChoice server, Terminal terminal)
{
    private static readonly TimeSpan TakeBackPatience = TimeSpan.FromSeconds(10);

    private readonly Argument<string> question = new("QUESTION") { Description = "What to ask; - reads it from standard input" };
    private readonly IndexChoice indexes = new();

    private readonly Option<string?> session = new("--session")
    {
        Description = "Go on in this session, which has its indexes",
        HelpName = "SESSION",
    };

    private readonly Option<bool> json = new("--json") { Description = "The whole answer as one JSON object, when it is there" };

    public Command Command()
    {
        var command = new Command("ask", "Ask a question and get an answer with checked citations") { question };
        indexes.AddTo(command);
        command.Options.Add(session);
        command.Options.Add(json);
        server.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult given, CancellationToken interrupted)
    {
        if (given.GetValue(session) is not null && indexes.IsGiven(given))
            throw new CommandException("A session has its indexes: give --session or --index, not both.", ExitCodes.Mistake);
        var prompt = given.GetValue(question) is not "-" and var words ? words! : await Console.In.ReadToEndAsync(interrupted);
        if (string.IsNullOrWhiteSpace(prompt))
            throw new CommandException("There is no question on standard input.", ExitCodes.Mistake);
        await using var connection = await server.ConnectAsync(given, makesData: false, interrupted);
        var chat = connection.Client.Chat;
        if (given.GetValue(session) is { } named)
            return await AskAsync(given, chat, named, prompt, interrupted);
        var made = (await chat.CreateAsync(
            [.. (await indexes.ResolveAsync(given, connection.Client, interrupted)).Select(i => i.Id)],
            cancellationToken: interrupted)).SessionId;
        try
        {
            return await AskAsync(given, chat, made, prompt, interrupted);
        }
        catch (LecternApiException)
        {
            await TakeBackAsync(chat, made);
            throw;
        }
    }

    /// <summary>Refused, the question began nothing, and nobody knows of the session that was made for it.</summary>
    private static async Task TakeBackAsync(ChatOperations chat, string made)
    {
        using var patience = new CancellationTokenSource(TakeBackPatience);
        try
        {
            if ((await chat.RetrieveAsync(made, patience.Token)).Events.Count == 0)
                await chat.DeleteAsync(made, patience.Token);
        }
        catch (Exception e) when (e is LecternException or OperationCanceledException)
        {
            // An empty session is left: what matters to the person is why the question was refused.
        }
    }

    /// <summary>A person who interrupts ends the turn, and so does a pipe that nobody reads.</summary>
    private async Task<int> AskAsync(
        ParseResult given, ChatOperations chat, string sessionId, string prompt, CancellationToken interrupted)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        using var answered = new CancellationTokenSource();
        var watch = EndWithReaderAsync();
        try
        {
            return await AnswerAsync(given, chat, sessionId, prompt, ending.Token);
        }
        finally
        {
            await answered.CancelAsync();
            await watch;
        }

        async Task EndWithReaderAsync()
        {
            if (await StandardOutput.LosesReaderAsync(answered.Token))
                await ending.CancelAsync();
        }
    }

    private async Task<int> AnswerAsync(
        ParseResult given, ChatOperations chat, string sessionId, string prompt, CancellationToken interrupted)
    {
        if (given.GetValue(json))
        {
            var answer = await chat.AskAsync(sessionId, prompt, new() { EndTurn = interrupted }, CancellationToken.None);
            await terminal.Out.WriteLineAsync(Json(sessionId, answer));
            return answer.Stop.Cancelled ? ExitCodes.Interrupted : ExitCodes.Done;
        }

        var stop = await ShowAsync(chat.StreamAsync(sessionId, prompt, new() { EndTurn = interrupted }, CancellationToken.None));
        if (terminal.IsInteractive)
            await terminal.Error.WriteLineAsync($"\nGo on with: lectern ask --session {sessionId} \"…\"");
        return stop.Cancelled ? ExitCodes.Interrupted : ExitCodes.Done;
    }

    /// <exception cref="CommandException">The turn failed; what was said until then is shown.</exception>
    private async Task<StopEvent> ShowAsync(IAsyncEnumerable<ChatEvent> turn)
    {
        var citations = new List<Citation>();
        var (isBetween, said) = (false, false);
        await foreach (var next in turn)
        {
            switch (next)
            {
                case TextDeltaEvent delta:
                    await terminal.Out.WriteAsync((isBetween && said ? "\n\n" : "") + Terminal.Lines(delta.Content));
                    await terminal.Out.FlushAsync();
                    (isBetween, said) = (false, true);
                    break;
                case TextEvent step:
                    citations.AddRange(step.Citations);
                    isBetween = true;
                    break;
                case StopEvent stop:
                    await EndAsync(citations, stop, said);
                    return stop;
            }
        }

        throw new LecternConnectionException("The stream ended before the turn did.");
    }

    private async Task EndAsync(List<Citation> citations, StopEvent stop, bool said)
    {
        if (said)
            await terminal.Out.WriteLineAsync();
        var footnotes = citations.DistinctBy(c => (c.Marker, c.FileId, c.StartChar)).ToList();
        if (footnotes.Count > 0)
            await terminal.Out.WriteLineAsync();
        foreach (var citation in footnotes)
            await terminal.Out.WriteLineAsync(Footnote(citation));
        if (stop.SkippedIndexIds.Count > 0)
            await terminal.Error.WriteLineAsync($"Not searched: {Terminal.Lines(string.Join(", ", stop.SkippedIndexIds))}");
        if (stop.IsError)
            throw new CommandException(stop.Error ?? "The turn failed.");
    }

    /// <summary>Such as <c>[1] guide.md, page 3: "The dome opens every Thursday."</c></summary>
    private static string Footnote(Citation citation)
    {
        var pages = (citation.PageRangeStart, citation.PageRangeEnd) switch
        {
            (null, _) => "",
            var (from, to) when to is null || to == from => $", page {from}",
            var (from, to) => $", pages {from}-{to}",
        };
        return Printable.Of($"{citation.Marker} {citation.FileName}{pages}: \"{OneLine.Of(citation.Quote)}\"");
    }

    private static string Json(string sessionId, Answer answer) => CommandJson.Of(new JsonObject
    {
        ["session_id"] = sessionId,
        ["text"] = answer.Text,
        ["citations"] = new JsonArray(
            [.. answer.Citations.Select(c => JsonSerializer.SerializeToNode(c, LecternJson.Wire.Citation))]),
        ["skipped_index_ids"] = new JsonArray([.. answer.Stop.SkippedIndexIds.Select(id => JsonValue.Create(id))]),
        ["usage"] = JsonSerializer.SerializeToNode(answer.Stop.Usage, LecternJson.Wire.Usage),
    });
}
