using System.CommandLine;
using System.Text.Json;
using Lectern.Client;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Lectern.Server.Commands;

/// <summary>
/// The Model Context Protocol over standard input and output, for agents that start programs: what comes in is asked of the
/// server's own <c>/mcp</c>, so the tools are the same. It ends with its input, once what was asked is answered, and at once with
/// an agent that has left.
/// </summary>
internal sealed class McpCommand(ServerChoice server)
{
    private readonly Option<string?> index = new("--index")
    {
        Description = "Offer this index alone, by its id or name (all)",
        HelpName = "INDEX",
    };

    public Command Command()
    {
        var command = new Command("mcp", "Speak the Model Context Protocol over standard input, for desktop agents");
        command.Options.Add(index);
        server.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult given, CancellationToken cancellationToken)
    {
        await using var upstream = new McpUpstream(() => ConnectAsync(given, cancellationToken));
        await using var agent = new McpDeparture(cancellationToken);
        var first = await upstream.OpenAsync();
        var options = new McpServerOptions { ServerInfo = first.ServerInfo, ServerInstructions = first.ServerInstructions };
        options.Handlers.ListToolsHandler = async (request, cancellation) => Plain(await upstream.AskAsync(
            client => client.ListToolsAsync(request.Params ?? new ListToolsRequestParams(), cancellation)));
        options.Handlers.CallToolHandler = (request, cancellation) => agent.RunAsync(
            async ending => Plain(await upstream.AskAsync(client => client.CallToolAsync(request.Params!, ending))),
            result => ForgetAsync(upstream, request.Params!, result), cancellation);
        agent.Watch();
        await using var transport = new McpStdio(agent.Token);
        await using var stdio = McpServer.Create(transport, options);
        try
        {
            await stdio.RunAsync(agent.Token);
        }
        catch (OperationCanceledException)
            when (agent.Token.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Nobody reads what it would say.
        }

        return ExitCodes.Done;
    }

    /// <summary>Whoever asked has left before the answer: the session that was made for it goes.</summary>
    private static async Task ForgetAsync(McpUpstream upstream, CallToolRequestParams call, CallToolResult result)
    {
        if (call.Arguments?.TryGetValue("sessionId", out var given) == true && given.ValueKind == JsonValueKind.String
            && given.GetString() is { Length: > 0 })
            return;
        if (result.StructuredContent is { ValueKind: JsonValueKind.Object } answer
            && answer.TryGetProperty("session_id", out var session) && session.GetString() is { } made)
            await upstream.ForgetAsync(made);
    }

    /// <summary>Without what belongs to the connection behind, which may speak a newer version of the protocol.</summary>
    private static ListToolsResult Plain(ListToolsResult listed) => new() { Tools = listed.Tools };

    private static CallToolResult Plain(CallToolResult result) => new()
    {
        Content = result.Content,
        StructuredContent = result.StructuredContent,
        IsError = result.IsError,
    };

    private async Task<(Connection Connection, Uri Endpoint)> ConnectAsync(ParseResult given, CancellationToken cancellationToken)
    {
        var connection = await server.ConnectAsync(given, makesData: true, cancellationToken);
        try
        {
            return (connection, new Uri(connection.Address.AbsoluteUri.TrimEnd('/')
                + await PathAsync(connection.Client, given.GetValue(index), cancellationToken)));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<string> PathAsync(LecternClient client, string? name, CancellationToken cancellationToken)
    {
        if (name is null)
            return "/mcp";
        var all = await client.Indexes.ListAsync(pageSize: 1000).ToListAsync(cancellationToken);
        return $"/index/{IndexChoice.Named(all, name).Id}/mcp";
    }
}
