using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Platform.OpenApi;

public sealed class ApiDocumentTests
{
    private static readonly JsonElement Contract = JsonDocument.Parse(
        File.ReadAllBytes(Path.Combine(Repository.Root, "tests/sdk/contract.openapi.json"))).RootElement;

    [Fact]
    public async Task The_served_document_is_the_contract()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Empty(ContractDifferences.Between(Contract, await server.GetAsync("/openapi/v1.json")));
    }

    [Fact]
    public async Task The_served_document_is_the_contract_beside_the_repository()
    {
        using var contract = JsonDocument.Parse(await File.ReadAllBytesAsync(
            SharedFiles.Need("contract/openapi.json"), TestContext.Current.CancellationToken));
        await using var server = await TestServer.StartAsync();
        Assert.Empty(ContractDifferences.Between(contract.RootElement, await server.GetAsync("/openapi/v1.json")));
    }

    [Fact]
    public async Task Every_operation_tells_of_its_key_and_its_errors()
    {
        await using var server = await TestServer.StartAsync();
        var served = await server.GetAsync("/openapi/v1.json");
        var schemes = served.GetProperty("components").GetProperty("securitySchemes");
        Assert.Equal("bearer", schemes.GetProperty("HTTPBearer").Text("scheme"));
        var operations = DescribedOperation.All(served);
        Assert.True(operations.Count > 50);
        Assert.All(operations, operation =>
        {
            Assert.Equal("""[{"HTTPBearer":[]}]""", JsonSerializer.Serialize(operation.Operation.GetProperty("security")));
            Assert.All((int[])[401, 404, 429], status => Assert.EndsWith("/ErrorResponse", Reference(operation, status)));
            Assert.EndsWith("/HTTPValidationError", Reference(operation, 422));
        });
        Assert.EndsWith("/ErrorResponse", Reference(Named(operations, "POST /api/v1/chat/{session_id}/messages/stream"), 409));
    }

    [Fact]
    public async Task Every_field_has_the_name_that_the_wire_has()
    {
        await using var server = await TestServer.StartAsync();
        var schemas = (await server.GetAsync("/openapi/v1.json")).GetProperty("components").GetProperty("schemas");
        var names = schemas.EnumerateObject().Where(s => s.Value.TryGetProperty("properties", out _))
            .SelectMany(s => s.Value.GetProperty("properties").EnumerateObject().Select(p => p.Name)).ToList();
        Assert.True(names.Count > 250, $"Only {names.Count} fields.");
        Assert.All(names, name => Assert.Matches("^[a-z][a-z0-9_]*$", name));
    }

    [Fact]
    public async Task What_the_document_leaves_out_or_says_otherwise_is_a_difference()
    {
        await using var server = await TestServer.StartAsync();
        var served = JsonSerializer.Serialize(await server.GetAsync("/openapi/v1.json"));
        static JsonNode Schema(JsonNode document, string name) => document["components"]!["schemas"]![name]!;
        (string Change, Action<JsonNode> Apply)[] changes =
        [
            ("a name", d => Rename(Schema(d, "RetrieveParams")["properties"]!, "top_k", "topK")),
            ("required", d => Schema(d, "ChatParams")["required"]!.AsArray().Add("index_ids")),
            ("an enum", d => Schema(d, "SessionCreate")["properties"]!["shared_access"]!.AsObject().Remove("enum")),
            ("a type", d => Schema(d, "Usage")["properties"]!["turns"]!["type"] = "string"),
            ("a body", d => d["paths"]!["/api/v1/beta/files"]!["post"]!.AsObject().Remove("requestBody")),
            ("a parameter", d => d["paths"]!["/api/v1/chat"]!["get"]!["parameters"]!.AsArray().RemoveAt(0)),
            ("a response", d => d["paths"]!["/api/v1/chat"]!["get"]!["responses"]!.AsObject().Remove("422")),
            ("a key", d => d["paths"]!["/api/v1/chat"]!["get"]!.AsObject().Remove("security")),
            ("an operation", d => d["paths"]!["/api/v1/chat"]!.AsObject().Remove("get")),
            ("an event", d => Schema(d, "ChatEvent")["oneOf"]!.AsArray().RemoveAt(3)),
        ];
        Assert.All(changes, change =>
        {
            var changed = JsonNode.Parse(served)!;
            change.Apply(changed);
            Assert.NotEmpty(ContractDifferences.Between(Contract, JsonSerializer.SerializeToElement(changed)));
        });
    }

    [Fact]
    public async Task A_response_that_is_not_as_described_is_found()
    {
        await using var server = await TestServer.StartAsync();
        var served = await server.GetAsync("/openapi/v1.json");
        var check = new SchemaCheck(served);
        var schema = served.GetProperty("components").GetProperty("schemas").GetProperty("ChatEvent");
        string[] wrong =
        [
            """{"type":"text","content":1,"citations":[]}""", """{"type":"text","citations":[]}""",
            """{"type":"other","content":"x"}""", """{"type":"text","content":"x","more":1}""",
            """{"type":"stop","usage":{"turns":1.5},"is_error":false,"error":null}""",
        ];
        Assert.All(wrong, json => Assert.NotEmpty(check.Faults(schema, JsonDocument.Parse(json).RootElement)));
        Assert.Empty(check.Faults(schema, JsonDocument.Parse("""{"type":"text","content":"x","citations":[]}""").RootElement));
    }

    [Fact]
    public async Task Every_event_that_is_streamed_is_as_described()
    {
        await using var server = await TestServer.StartAsync();
        var index = await server.IndexAsync(("guide.md", "# Mirror\n\nThe mirror weighs 340 kilograms."u8.ToArray()));
        Assert.True(DescribedResponses.Checked > 0);
        var frames = await server.AskAsync(await server.SessionAsync(index.Text("id")), "How heavy is the mirror?");
        var served = await server.GetAsync("/openapi/v1.json");
        var check = new SchemaCheck(served);
        var schema = served.GetProperty("components").GetProperty("schemas").GetProperty("ChatEvent");
        Assert.True(frames.Count > 4);
        Assert.All(frames, frame => Assert.Empty(check.Faults(schema, frame.Json)));
    }

    private static DescribedOperation Named(IEnumerable<DescribedOperation> operations, string name) =>
        operations.Single(o => o.Name == name);

    private static string Reference(DescribedOperation operation, int status) =>
        operation.Operation.GetProperty("responses").GetProperty($"{status}").GetProperty("content")
            .GetProperty("application/json").GetProperty("schema").Text("$ref");

    private static void Rename(JsonNode properties, string from, string to)
    {
        properties[to] = properties[from]!.DeepClone();
        properties.AsObject().Remove(from);
    }
}
