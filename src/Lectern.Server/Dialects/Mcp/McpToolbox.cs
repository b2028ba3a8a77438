using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Lectern.Server.Retrieval;
using Microsoft.Extensions.AI;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Lectern.Server.Dialects.Mcp;

/// <summary>
/// Describes the tools to clients and runs them. Every fault that a caller can mend is a result that says so. Thread-safe.
/// </summary>
internal sealed partial class McpToolbox
{
    private const string IndexId = "indexId";

    private readonly Dictionary<string, AIFunction> functions;
    private readonly Dictionary<string, Tool> everywhere;
    private readonly Dictionary<string, Tool> ofOneIndex;
    private readonly ILogger<McpToolbox> logger;

    public McpToolbox(McpTools tools, ILogger<McpToolbox> logger)
    {
        this.logger = logger;
        functions = tools.Functions().ToDictionary(f => f.Name, StringComparer.Ordinal);
        everywhere = functions.Values.ToDictionary(f => f.Name, f => Describe(f, hasIndex: false), StringComparer.Ordinal);
        ofOneIndex = functions.Values.ToDictionary(f => f.Name, f => Describe(f, hasIndex: true), StringComparer.Ordinal);
    }

    public IList<Tool> For(McpCaller caller) => [.. Described(caller).Values];

    public async ValueTask<CallToolResult> CallAsync(
        McpCaller caller, CallToolRequestParams? call, CancellationToken cancellationToken)
    {
        if (call is null || !functions.TryGetValue(call.Name, out var function))
            throw new McpProtocolException($"There is no tool {call?.Name}.", McpErrorCode.InvalidParams);
        try
        {
            var arguments = new AIFunctionArguments(McpArguments.Of(Described(caller)[call.Name].InputSchema, Canonical(call)))
            {
                Context = new Dictionary<object, object?> { [McpTools.CallerKey] = caller },
            };
            var answer = (McpAnswer)(await function.InvokeAsync(arguments, cancellationToken))!;
            return Result(answer.Text, answer.IsError, answer.Structured);
        }
        catch (Exception e) when (e is ApiException or RetrievalException)
        {
            return Result(e.Message, isError: true);
        }
        catch (FreeJsonException e)
        {
            return Result($"The arguments cannot be taken: {string.Join('.', e.Place)}: {e.Message}.", isError: true);
        }
        catch (ValidationException e)
        {
            return Result(string.Join("; ", e.Errors.Select(m => m.Msg)), isError: true);
        }
        catch (Exception e) when (e is ArgumentException or JsonException or FormatException)
        {
            return Result($"The arguments do not fit: {e.Message}", isError: true);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            ToolFailed(e, call.Name);
            return Result("The tool failed; the server's log says more.", isError: true);
        }
    }

    private Dictionary<string, Tool> Described(McpCaller caller) => caller.IndexId is null ? everywhere : ofOneIndex;

    /// <summary>In the one form that strangers' JSON is given here.</summary>
    private static JsonElement Canonical(CallToolRequestParams call)
    {
        var given = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(given))
        {
            json.WriteStartObject();
            foreach (var (name, value) in call.Arguments ?? new Dictionary<string, JsonElement>())
            {
                json.WritePropertyName(name);
                json.WriteRawValue(value.GetRawText());
            }

            json.WriteEndObject();
        }

        return JsonDocument.Parse(FreeJson.Canonical(given.WrittenMemory)).RootElement;
    }

    private static CallToolResult Result(string text, bool isError, JsonElement? structured = null) => new()
    {
        Content = [new TextContentBlock { Text = text }],
        StructuredContent = structured,
        IsError = isError,
    };

    /// <summary>The index is an argument only where the address names none, and then has to be given.</summary>
    private static Tool Describe(AIFunction function, bool hasIndex)
    {
        var schema = JsonNode.Parse(function.JsonSchema.GetRawText())!.AsObject();
        var properties = schema["properties"] as JsonObject;
        var required = schema["required"] as JsonArray ?? [];
        if (hasIndex)
        {
            properties?.Remove(IndexId);
        }
        else if (properties?[IndexId] is JsonObject index)
        {
            index["type"] = "string";
            index.Remove("default");
            required.Add(IndexId);
        }

        if (required.Count > 0 && required.Parent is null)
            schema["required"] = required;
        schema["additionalProperties"] = false;
        return new Tool
        {
            Name = function.Name,
            Description = function.Description,
            InputSchema = JsonElements.Of(schema),
            Annotations = new ToolAnnotations { ReadOnlyHint = true, DestructiveHint = false, OpenWorldHint = false },
        };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The MCP tool {Tool} failed")]
    private partial void ToolFailed(Exception exception, string tool);
}
