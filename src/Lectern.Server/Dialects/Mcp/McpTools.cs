using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Contracts;
using Lectern.Server.Agent.Tools;
using Lectern.Server.Chat;
using Lectern.Server.Platform;
using Lectern.Server.Retrieval;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Dialects.Mcp;

/// <summary>
/// The tools, named as the hosted service's. What they find is what the agent's own tools find (<see cref="DocumentLookup"/>).
/// Thread-safe.
/// </summary>
internal sealed class McpTools(IRetrieval retrieval, McpIndexes indexes, ITenancy tenancy, DialectTurns turns)
{
    private const int MaxQuery = 32_000;
    private const int DefaultPassages = 10;
    private const int MaxPassages = 50;
    private const int DefaultContext = 100;
    private const int MaxContext = 5_000;
    private const int DefaultMatches = 20;
    private const int MaxMatches = 100;
    private const int DefaultRead = 8_000;
    private const int MaxRead = 50_000;

    /// <summary>Under which a call has its caller among its arguments.</summary>
    public const string CallerKey = "caller";

    private const string IndexIdHelp = "The index, as listIndexes names it.";

    private readonly DocumentLookup lookup = new(retrieval);

    public IEnumerable<AIFunction> Functions() =>
    [
        ToolFunction.Of(GetUserProjects, "getUserProjects", "List the projects that the key may see."),
        ToolFunction.Of(
            ListIndexes, "listIndexes", "List the document indexes, each with the description that tells what is in it."),
        ToolFunction.Of(RetrieveAsync, "retrieveFromIndex", "Find the passages of an index's documents that fit a query best."),
        ToolFunction.Of(
            FindFilesAsync, "findFilesInIndex", "List files of an index by name or a part of it; without a name, all."),
        ToolFunction.Of(
            GrepFileAsync, "grepFileFromIndex", "Find a regular expression (no look-around, no back references) in a file."),
        ToolFunction.Of(ReadFileAsync, "readFileFromIndex", "Read a part of one file's text."),
        ToolFunction.Of(
            AskIndexAsync, "askIndex",
            "Ask a whole question and get an answer whose claims are cited and checked against the documents."),
    ];

    private McpAnswer GetUserProjects(AIFunctionArguments call)
    {
        var projects = tenancy.ListProjects(Caller(call).Scope, null);
        var listed = new JsonArray(
            [.. projects.Select(p => JsonSerializer.SerializeToNode(p, LecternJson.Wire.Project))]);
        return new McpAnswer(
            string.Join('\n', projects.Select(p => $"{p.Id}: {p.Name}")),
            JsonElements.Of(new JsonObject { ["projects"] = listed }));
    }

    private McpAnswer ListIndexes(AIFunctionArguments call) => indexes.List(Caller(call));

    private async Task<McpAnswer> RetrieveAsync(
        AIFunctionArguments call,
        [Description("What to look for: a question or words.")] string query,
        [Description(IndexIdHelp)] string? indexId = null,
        [Description("How many passages, 1 to 50; default 10.")][Range(1, MaxPassages)] int? topK = null,
        [Description("How many of them to keep after the reranking; default all.")][Range(1, MaxPassages)]
        int? rerankTopN = null,
        CancellationToken cancellationToken = default)
    {
        CheckLength(query, MaxQuery, "query");
        var count = topK ?? DefaultPassages;
        var kept = Math.Min(rerankTopN ?? count, count);
        var found = await lookup.RetrieveAsync(
            Caller(call).Scope, [indexes.Searchable(Caller(call), indexId)], new RetrievalQuery(query, kept), [],
            cancellationToken);
        return new McpAnswer(McpText.Of(found), found.ToJson());
    }

    private async Task<McpAnswer> FindFilesAsync(
        AIFunctionArguments call,
        [Description(IndexIdHelp)] string? indexId = null,
        [Description("The file's whole name.")] string? fileName = null,
        [Description("A part of the name, in any case.")] string? fileNameContains = null,
        CancellationToken cancellationToken = default)
    {
        var found = await lookup.FindAsync(
            Caller(call).Scope, [indexes.Searchable(Caller(call), indexId)], fileName, fileNameContains, cancellationToken);
        return new McpAnswer(McpText.Of(found), found.ToJson());
    }

    private async Task<McpAnswer> GrepFileAsync(
        AIFunctionArguments call,
        [Description("The file's id, as another tool gave it.")] string fileId,
        [Description("The regular expression.")] string pattern,
        [Description(IndexIdHelp)] string? indexId = null,
        [Description("Characters to show on each side of a match, at most 5000; default 100.")][Range(0, MaxContext)]
        int? contextChars = null,
        [Description("How many matches, at most 100; default 20.")][Range(1, MaxMatches)] int? limit = null,
        CancellationToken cancellationToken = default)
    {
        var found = await lookup.GrepAsync(
            Caller(call).Scope, await FileAsync(call, indexId, fileId, cancellationToken), pattern,
            contextChars ?? DefaultContext, limit ?? DefaultMatches, cancellationToken);
        return new McpAnswer(McpText.Of(found), found.ToJson());
    }

    private async Task<McpAnswer> ReadFileAsync(
        AIFunctionArguments call,
        [Description("The file's id, as another tool gave it.")] string fileId,
        [Description(IndexIdHelp)] string? indexId = null,
        [Description("Where to begin, in characters; default 0.")][Range(0, int.MaxValue)] int? offset = null,
        [Description("How many characters, at most 50000; default 8000.")][Range(1, MaxRead)] int? maxLength = null,
        CancellationToken cancellationToken = default)
    {
        var (scope, file) = (Caller(call).Scope, await FileAsync(call, indexId, fileId, cancellationToken));
        var start = offset ?? 0;
        var read = await lookup.ReadAsync(scope, file, start, maxLength ?? DefaultRead, cancellationToken);
        if (read.Content.Length == 0 && start > 0
            && await lookup.LengthAsync(scope, file, cancellationToken) is var length && start > length)
            throw new ArgumentException($"offset {start} is past the end: the file's text has {length} characters.");
        return new McpAnswer(McpText.Of(read), read.ToJson());
    }

    private async Task<McpAnswer> AskIndexAsync(
        AIFunctionArguments call,
        [Description("The question, for a person to answer.")] string question,
        [Description(IndexIdHelp)] string? indexId = null,
        [Description("Goes on with an earlier answer's session, so that the question may refer to it.")] string? sessionId = null,
        CancellationToken cancellationToken = default)
    {
        var scope = Caller(call).Scope;
        var index = indexes.Searchable(Caller(call), indexId);
        var turn = await turns.AskAsync(scope, sessionId, [index.Id], question);
        var answer = new WholeAnswer();
        try
        {
            await foreach (var one in turns.ReadAsync(scope, turn, cancellationToken))
            {
                if (one.Type is EventTypes.TextDelta or EventTypes.Text or EventTypes.Stop)
                    answer.Add(LoggedEvent.FromJson(one.Json));
            }

            // Who left while the end was read is told nothing either.
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException)
        {
            await turns.ForgetAsync(scope, turn);
            throw;
        }

        return Answer(turn, answer);
    }

    private static McpAnswer Answer(DialectTurn turn, WholeAnswer answer)
    {
        var citations = answer.Citations.Select(c => JsonSerializer.SerializeToNode(c, LecternJson.Wire.Citation));
        var error = answer.Stop is null ? "The turn ended without a stop." : answer.Stop.Error;
        var structured = new JsonObject
        {
            ["answer"] = answer.Text,
            ["citations"] = new JsonArray([.. citations]),
            ["session_id"] = turn.SessionId,
            ["error"] = error,
        };
        var text = McpText.Of(answer.Text, answer.Citations);
        return new McpAnswer(
            error is null ? text : $"{text}\n\n{error}".Trim(),
            JsonElements.Of(structured),
            answer.Stop is not { IsError: false });
    }

    private Task<FileOfIndex> FileAsync(
        AIFunctionArguments call, string? indexId, string fileId, CancellationToken cancellationToken) =>
        lookup.FileAsync(Caller(call).Scope, [indexes.Searchable(Caller(call), indexId)], fileId, cancellationToken);

    private static McpCaller Caller(AIFunctionArguments call) => (McpCaller)call.Context![CallerKey]!;

    private static void CheckLength(string text, int most, string name)
    {
        if (text.Length > most)
            throw new ArgumentException($"{name} has more than {most} characters.");
    }
}
