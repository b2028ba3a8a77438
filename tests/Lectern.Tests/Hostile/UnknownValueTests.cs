using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Tests.Fakes;
using Lectern.Tests.Platform.OpenApi;

namespace Lectern.Tests.Hostile;

/// <summary>What the served document enumerates takes no other value, and what would have no effect is refused.</summary>
public sealed class UnknownValueTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_value_that_an_enumeration_does_not_have_is_refused_with_its_place()
    {
        await using var server = await TestServer.StartAsync();
        var world = await FuzzWorld.MakeAsync(server);
        var served = await server.GetAsync("/openapi/v1.json");
        var operations = ApiOperation.Read(served).ToDictionary(o => o.Name);
        var tried = 0;
        foreach (var described in DescribedOperation.All(served))
        {
            var operation = operations[described.Name];
            foreach (var name in EnumeratedQuery(described.Operation))
            {
                using var response = await server.Http.GetAsync(
                    $"{await PathAsync(world, operation)}?{name}=unknown", Cancellation);
                await AssertRefusedAsync(response, name);
                tried++;
            }

            foreach (var (name, isList) in EnumeratedFields(served, described.Operation))
            {
                var body = new JsonObject();
                foreach (var required in operation.Required)
                    body[required] = JsonNode.Parse(await world.FieldAsync(operation, required));
                body[name] = isList ? new JsonArray("unknown") : "unknown";
                using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
                using var request = new HttpRequestMessage(new HttpMethod(operation.Method), await PathAsync(world, operation))
                {
                    Content = content,
                };
                using var response = await server.Http.SendAsync(request, Cancellation);
                await AssertRefusedAsync(response, name);
                tried++;
            }
        }

        Console.WriteLine($"Enumerations: {tried} unknown values were refused");
        Assert.True(tried >= 8, $"Only {tried}.");
    }

    [Theory]
    [InlineData("/api/v1/beta/directories", """{"name":"x","connector_subscription_id":"sub"}""", "connector_subscription_id")]
    [InlineData(
        "/api/v1/indexes",
        """{"source_directory_id":"d","products":[{"product_type":"parse","product_config_id":"c"}]}""",
        "products")]
    public async Task What_would_have_no_effect_is_refused(string path, string body, string field)
    {
        await using var server = await TestServer.StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await server.Http.PostAsync(path, content, Cancellation);
        await AssertRefusedAsync(response, field);
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage response, string field)
    {
        var answer = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == HttpStatusCode.UnprocessableEntity, $"{field}: {(int)response.StatusCode} {answer}");
        Assert.Contains($"\"{field}", answer);
    }

    private static IEnumerable<string> EnumeratedQuery(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray().Where(p => p.Text("in") == "query" && IsEnumerated(p.GetProperty("schema"), out _))
                .Select(p => p.Text("name"))
            : [];

    private static IEnumerable<(string Name, bool IsList)> EnumeratedFields(JsonElement served, JsonElement operation)
    {
        if (!operation.TryGetProperty("requestBody", out var body)
            || !body.GetProperty("content").TryGetProperty("application/json", out var json))
            yield break;
        var schemas = served.GetProperty("components").GetProperty("schemas");
        var schema = schemas.GetProperty(json.GetProperty("schema").Text("$ref").Split('/')[^1]);
        foreach (var property in schema.GetProperty("properties").EnumerateObject())
        {
            if (IsEnumerated(property.Value, out var isList))
                yield return (property.Name, isList);
        }
    }

    private static bool IsEnumerated(JsonElement schema, out bool isList)
    {
        isList = schema.TryGetProperty("items", out var items);
        return (isList ? items : schema).TryGetProperty("enum", out _);
    }

    private static async Task<string> PathAsync(FuzzWorld world, ApiOperation operation)
    {
        var path = operation.Template;
        foreach (var name in operation.InPath)
            path = path.Replace($"{{{name}}}", await world.PathAsync(operation, name), StringComparison.Ordinal);
        return path;
    }
}
