using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Contracts;
using Lectern.Server.Retrieval;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent.Tools;

/// <summary>
/// Runs the tools that a step calls, all at once, and logs calls and results in the order of the calls. Every fault of a tool or of
/// a call becomes a result that tells the model. For one turn.
/// </summary>
internal sealed partial class TurnTools(DocumentTools documents, ITurnWriter writer, ILogger logger)
{
    /// <summary>The same call this often is a model going in circles.</summary>
    private const int MaxSameCalls = 3;

    private readonly Dictionary<string, AIFunction> functions = documents.Functions().ToDictionary(f => f.Name, StringComparer.Ordinal);
    private readonly HashSet<string> usedIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);

    public IList<AITool> Declarations => [.. functions.Values];

    /// <returns>The results for the model.</returns>
    public async Task<IReadOnlyList<AIContent>> RunAsync(IReadOnlyList<FunctionCallContent> calls, CancellationToken cancellationToken)
    {
        var running = new List<(FunctionCallContent Call, string LoggedId, Task<JsonElement> Result)>();
        foreach (var call in calls)
        {
            var id = UniqueId(call.CallId);
            var arguments = ToJson(call.Arguments);
            await writer.AppendAsync(new ToolCallEvent(call.Name, id, arguments), cancellationToken);
            running.Add((call, id, RunAsync(call, arguments, cancellationToken)));
        }

        var results = new List<AIContent>();
        foreach (var (call, id, task) in running)
        {
            var result = await task;
            await writer.AppendAsync(new ToolResultEvent(call.Name, id, result, ImageAttachment: null), cancellationToken);
            results.Add(new FunctionResultContent(call.CallId, result));
        }

        return results;
    }

    private async Task<JsonElement> RunAsync(FunctionCallContent call, JsonElement arguments, CancellationToken cancellationToken)
    {
        var key = call.Name + arguments.GetRawText();
        var times = seen[key] = seen.GetValueOrDefault(key) + 1;
        if (call.Exception is not null)
            return Error("The arguments are not valid JSON.");
        if (times > MaxSameCalls)
            return Error("This call was made before with the same arguments. Use its result, or ask for something else.");
        if (!functions.TryGetValue(call.Name, out var function))
            return Error($"There is no tool {call.Name}; there are {string.Join(", ", functions.Keys)}.");
        try
        {
            var result = await function.InvokeAsync(new AIFunctionArguments(call.Arguments), cancellationToken);
            return result is JsonElement json ? json : throw new InvalidOperationException("A tool returns JSON.");
        }
        catch (RetrievalException e)
        {
            return Error(e.Message);
        }
        catch (Exception e) when (e is ArgumentException or JsonException or FormatException)
        {
            return Error($"The arguments do not fit: {e.Message}");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            ToolFailed(e, call.Name);
            return Error("The tool failed.");
        }
    }

    /// <summary>The model's own id, made unique within the turn.</summary>
    private string UniqueId(string? id)
    {
        var wanted = string.IsNullOrEmpty(id) ? $"call-{usedIds.Count + 1}" : id;
        var unique = wanted;
        for (var n = 2; !usedIds.Add(unique); n++)
            unique = $"{wanted}-{n}";
        return unique;
    }

    private static JsonElement ToJson(IDictionary<string, object?>? arguments)
    {
        var json = new JsonObject();
        foreach (var (name, value) in arguments ?? new Dictionary<string, object?>())
        {
            json[name] = value switch
            {
                JsonElement element => JsonNode.Parse(element.GetRawText()),
                JsonNode node => node.DeepClone(),
                null => null,
                _ => JsonValue.Create(value.ToString()),
            };
        }

        return JsonSerializer.SerializeToElement(json, LecternJson.Wire.JsonObject);
    }

    private static JsonElement Error(string message) =>
        JsonSerializer.SerializeToElement(new JsonObject { ["error"] = message }, LecternJson.Wire.JsonObject);

    [LoggerMessage(Level = LogLevel.Error, Message = "The tool {Name} failed")]
    private partial void ToolFailed(Exception exception, string name);
}
