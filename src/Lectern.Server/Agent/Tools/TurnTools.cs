using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Contracts;
using Lectern.Server.Agent.Citations;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Diagnostics;
using Lectern.Server.Retrieval;
using Lectern.Server.Text;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent.Tools;

/// <summary>
/// Runs the tools that a step calls, all at once, and logs calls and results in the order of the calls. Every fault of a tool
/// or of a call becomes a result that tells the model. For one turn.
/// </summary>
internal sealed partial class TurnTools(
    DocumentTools documents, PassageNumbers passages, ITurnWriter writer, AgentLimits limits, TimeProvider time, string sessionId,
    ILogger logger)
{
    /// <summary>The same call this often is a model going in circles.</summary>
    private const int MaxSameCalls = 3;

    private const int MaxCallsPerStep = 16;
    private const int MaxArguments = 40_000;
    private const int MaxName = 100;

    private static readonly JsonElement NoArguments = JsonSerializer.SerializeToElement(
        new JsonObject(), LecternJson.Wire.JsonObject);

    private readonly Dictionary<string, AIFunction> functions = documents.Functions().ToDictionary(
        f => f.Name, StringComparer.Ordinal);
    private readonly HashSet<string> usedIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> repeats = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);

    public IList<AITool> Declarations => [.. functions.Values];

    /// <param name="said">The step's text.</param>
    /// <param name="thoughts">The step's signed reasoning.</param>
    /// <returns>The step and the results as the model is shown them.</returns>
    public async Task<IReadOnlyList<ChatMessage>> RunAsync(
        string said, IReadOnlyList<AIContent> thoughts, IReadOnlyList<FunctionCallContent> calls,
        CancellationToken cancellationToken)
    {
        var logged = new List<(ToolCallEvent Call, string? Fault)>();
        foreach (var call in calls)
        {
            var checkedCall = Check(call, logged.Count);
            await writer.AppendAsync(checkedCall.Call, cancellationToken);
            logged.Add((checkedCall.Call, checkedCall.Fault));
            if (checkedCall.Why is { } why)
                CallRefused(sessionId, why);
        }

        // On the pool: a tool that works without waiting would hold the others up.
        var results = await Task.WhenAll(logged.Select(l => l.Fault is null
            ? Task.Run(() => RunAsync(l.Call, cancellationToken), cancellationToken)
            : Task.FromResult<ToolResult>(new ToolFault(l.Fault))));

        // In the order of the calls, so that the same turn gives the same numbers.
        var done = new List<(ToolCallEvent Call, ToolResult? Result, JsonElement Json)>();
        foreach (var ((call, _), result) in logged.Zip(results.Select(passages.Number)))
        {
            var json = result.ToJson();
            await writer.AppendAsync(
                new ToolResultEvent(call.Name, call.CallId, json, (result as ShownPage)?.ImageAttachment), cancellationToken);
            done.Add((call, result, json));
        }

        return ToMessages(said, thoughts, done);
    }

    /// <summary>Takes up the whole steps of a turn that was interrupted.</summary>
    /// <returns>Each step as the model was shown it.</returns>
    public IReadOnlyList<IReadOnlyList<ChatMessage>> Remember(IReadOnlyList<ChatEvent> steps)
    {
        var messages = new List<IReadOnlyList<ChatMessage>>();
        var said = "";
        var calls = new List<ToolCallEvent>();
        var done = new List<(ToolCallEvent, ToolResult?, JsonElement)>();
        foreach (var logged in steps)
        {
            switch (logged)
            {
                case TextEvent text:
                    said += text.Content;
                    break;
                case ToolCallEvent call:
                    usedIds.Add(call.CallId);
                    CountCall(call.Name, call.Arguments);
                    calls.Add(call);
                    break;
                case ToolResultEvent result:
                    done.Add((calls.First(c => c.CallId == result.CallId), ToolResult.Read(result.Result), result.Result));
                    if (done.Count < calls.Count)
                        break;
                    messages.Add(ToMessages(said, [], done));
                    (said, calls, done) = ("", [], []);
                    break;
            }
        }

        return messages;
    }

    private IReadOnlyList<ChatMessage> ToMessages(
        string said, IReadOnlyList<AIContent> thoughts, IReadOnlyList<(
            ToolCallEvent Call, ToolResult? Result, JsonElement Json)> done)
    {
        var spoken = said.Length > 0 ? new TextContent(said) : null;
        return
        [
            new ChatMessage(
                ChatRole.Assistant,
                [.. thoughts, .. new[] { spoken }.OfType<AIContent>(), .. done.Select(d => ToContent(d.Call))]),
            new ChatMessage(ChatRole.Tool, [.. done.Select(d => new FunctionResultContent(d.Call.CallId, d.Json))]),
            .. Pictures([.. done.Select(d => d.Result).OfType<ShownPage>()]),
        ];
    }

    /// <summary>Most providers take pictures only from the user.</summary>
    private IEnumerable<ChatMessage> Pictures(IReadOnlyList<ShownPage> pages)
    {
        var shown = pages.Select(p => (Page: p, Picture: documents.Picture(p))).Where(s => s.Picture is not null).ToList();
        if (shown.Count > 0)
            yield return new ChatMessage(
                ChatRole.User, [.. shown.SelectMany(s => (AIContent[])[new TextContent(Prompts.Picture(s.Page)), s.Picture!])]);
    }

    /// <summary>A logged call as the model is shown it.</summary>
    public static FunctionCallContent ToContent(ToolCallEvent call) => new(call.CallId, call.Name, Arguments(call));

    private static Dictionary<string, object?> Arguments(ToolCallEvent call) =>
        call.Arguments.EnumerateObject().DistinctBy(
            p => p.Name).ToDictionary(p => p.Name, p => (object?)p.Value, StringComparer.Ordinal);

    /// <returns>The call as it is logged; what the model is told when it cannot run, and why for the server's log.</returns>
    private (ToolCallEvent Call, string? Fault, string? Why) Check(FunctionCallContent call, int position)
    {
        var (arguments, flaw) = ToJson(call.Arguments);
        var length = arguments.GetRawText().Length;
        var name = TextStart.Of(call.Name, MaxName);
        var times = CountCall(name, arguments);
        (string? Fault, string? Why) refused =
            position >= MaxCallsPerStep ? (
                $"Only {MaxCallsPerStep} calls can run in one step. Call again with fewer.", "too many calls in one step")
            : call.Exception is not null ? (
                "The arguments are not a JSON object. Call again with valid JSON.", "arguments that are no JSON object")
            : flaw is not null ? ($"The arguments cannot be taken: {flaw}.", "arguments that cannot be kept")
            : length > MaxArguments ? ($"The arguments have more than {MaxArguments} characters.", "too long arguments")
            : times > MaxSameCalls
                ? (
                    "This call was made before with the same arguments. Use its result, or ask for something else.",
                    "the same call again and again")
            : !functions.ContainsKey(
                name) ? ($"There is no tool {name}; there are {string.Join(", ", functions.Keys)}.", "an unknown tool")
            : (null, null);
        return (
            new ToolCallEvent(name, UniqueId(call.CallId), length > MaxArguments ? NoArguments : arguments), refused.Fault,
            refused.Why);
    }

    private int CountCall(string name, JsonElement arguments)
    {
        var key = name + arguments.GetRawText();
        return seen[key] = seen.GetValueOrDefault(key) + 1;
    }

    private async Task<ToolResult> RunAsync(ToolCallEvent call, CancellationToken cancellationToken)
    {
        using var span = Spans.Begin(Spans.Tool)?.SetTag(Spans.Operation, "execute_tool").SetTag(Spans.ToolName, call.Name);
        using var limit = new CancellationTokenSource(limits.Tool, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var result = await functions[call.Name].InvokeAsync(new AIFunctionArguments(Arguments(call)), either.Token);
            return result as ToolResult ?? throw new InvalidOperationException("A tool returns a ToolResult.");
        }
        catch (RetrievalException e)
        {
            return new ToolFault(e.Message);
        }
        catch (Exception e) when (e is ArgumentException or JsonException or FormatException)
        {
            return new ToolFault($"The arguments do not fit: {e.Message}");
        }
        catch (Exception e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            ToolFailed(e, call.Name);
            return new ToolFault("The tool took too long.");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            ToolFailed(e, call.Name);
            return new ToolFault("The tool failed.");
        }
    }

    /// <summary>The model's own id, made unique within the turn.</summary>
    private string UniqueId(string? id)
    {
        var wanted = string.IsNullOrWhiteSpace(id) || id.Length > MaxName ? $"call-{usedIds.Count + 1}" : id;
        var unique = wanted;
        for (var n = repeats.GetValueOrDefault(wanted, 1) + 1; !usedIds.Add(unique); n++)
        {
            unique = $"{wanted}-{n}";
            repeats[wanted] = n;
        }

        return unique;
    }

    /// <returns>The arguments in their one form, or none and what is wrong with them.</returns>
    private static (JsonElement Arguments, string? Flaw) ToJson(IDictionary<string, object?>? arguments)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in arguments ?? new Dictionary<string, object?>())
            {
                writer.WritePropertyName(name);
                if (value is JsonElement element)
                    writer.WriteRawValue(element.GetRawText(), skipInputValidation: true);
                else if (value is JsonNode node)
                    node.WriteTo(writer);
                else
                    writer.WriteStringValue(value?.ToString());
            }

            writer.WriteEndObject();
        }

        try
        {
            return (JsonSerializer.Deserialize(FreeJson.Canonical(json.WrittenMemory), LecternJson.Wire.JsonElement), null);
        }
        catch (FreeJsonException e)
        {
            return (NoArguments, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "A tool call of the model in the turn of {SessionId} was refused: {Reason}")]
    private partial void CallRefused(string sessionId, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The tool {Name} failed")]
    private partial void ToolFailed(Exception exception, string name);
}
