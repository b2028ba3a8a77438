using System.CommandLine;
using Lectern.Client;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Lectern.Server.Commands;

/// <summary>
/// The Model Context Protocol over standard input and output, for agents that start programs: what comes in is asked of the
/// server's own <c>/mcp</c>, so the tools are the same. It ends with its input.
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
        var first = await upstream.OpenAsync();
        var options = new McpServerOptions { ServerInfo = first.ServerInfo, ServerInstructions = first.ServerInstructions };
        options.Handlers.ListToolsHandler = async (request, cancellation) => Plain(await upstream.AskAsync(
            client => client.ListToolsAsync(request.Params ?? new ListToolsRequestParams(), cancellation)));
        options.Handlers.CallToolHandler = async (request, cancellation) => Plain(await upstream.AskAsync(
            client => client.CallToolAsync(request.Params!, cancellation)));
        await using var transport = new StdioServerTransport(options);
        await using var stdio = McpServer.Create(transport, options);
        await stdio.RunAsync(cancellationToken);
        return ExitCodes.Done;
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
