using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Hostile;

/// <summary>An operation of the served OpenAPI document, with what can be put into it.</summary>
/// <param name="Fields">Of its body: each a way of names and positions from the outermost value on.</param>
/// <param name="Required">Names of the body that have to be there.</param>
internal sealed partial record ApiOperation(
    string Method, string Template, IReadOnlyList<string> InPath, IReadOnlyList<string> InQuery, bool IsForm,
    IReadOnlyList<IReadOnlyList<string>> Fields, IReadOnlyList<string> Required)
{
    private const int MaxDepth = 4;

    public string Name => $"{Method} {Template}";

    public bool HasBody => IsForm || Fields.Count > 0;

    /// <summary>
    /// Every operation that is served. Where the contract has it too, its parameters and body are taken from there as well: the
    /// served document leaves out the bodies of uploads, and names fields as C# does.
    /// </summary>
    public static IReadOnlyList<ApiOperation> Read(JsonElement served)
    {
        var copy = File.ReadAllBytes(Path.Combine(Repository.Root, "tests/sdk/contract.openapi.json"));
        var contract = JsonDocument.Parse(copy).RootElement;
        var operations = new List<ApiOperation>();
        foreach (var path in served.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject().Where(m => m.Value.TryGetProperty("responses", out _)))
                operations.Add(Read(served, contract, path.Name, method.Name, method.Value));
        }

        return operations;
    }

    private static ApiOperation Read(JsonElement served, JsonElement contract, string path, string method, JsonElement operation)
    {
        var paths = contract.GetProperty("paths");
        var promised = paths.TryGetProperty(path, out var known) && known.TryGetProperty(method, out var there) ? there : default;
        var (document, described) = promised.ValueKind == JsonValueKind.Object && promised.TryGetProperty("requestBody", out _)
            ? (contract, promised)
            : (served, operation);
        var parameters = Parameters(operation).Concat(Parameters(promised)).Distinct().ToList();
        var (isForm, schema) = Body(described);
        var resolved = Resolved(document, schema);
        return new ApiOperation(
            method.ToUpperInvariant(), path, [.. Names().Matches(path).Select(m => m.Groups[1].Value)],
            [.. parameters.Where(p => p.In == "query").Select(p => p.Name)], isForm, [.. FieldsOf(document, resolved, [])],
            resolved.ValueKind == JsonValueKind.Object && resolved.TryGetProperty("required", out var required)
                ? [.. required.EnumerateArray().Select(r => SnakeCase(r.GetString()!))]
                : []);
    }

    private static IEnumerable<(string In, string Name)> Parameters(JsonElement operation) =>
        operation.ValueKind == JsonValueKind.Object && operation.TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray().Select(p => (p.Text("in"), p.Text("name")))
            : [];

    private static (bool IsForm, JsonElement Schema) Body(JsonElement operation)
    {
        if (!operation.TryGetProperty("requestBody", out var body))
            return default;
        var content = body.GetProperty("content").EnumerateObject().First();
        return (content.Name.StartsWith("multipart", StringComparison.Ordinal), content.Value.GetProperty("schema"));
    }

    private static IEnumerable<IReadOnlyList<string>> FieldsOf(
        JsonElement document, JsonElement schema, IReadOnlyList<string> before)
    {
        if (before.Count == MaxDepth || schema.ValueKind != JsonValueKind.Object)
            yield break;
        if (schema.TryGetProperty("items", out var items))
        {
            yield return [.. before, "0"];
            foreach (var field in FieldsOf(document, Resolved(document, items), [.. before, "0"]))
                yield return field;
        }

        var known = schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().ToArray() : [];
        foreach (var property in known)
        {
            IReadOnlyList<string> place = [.. before, SnakeCase(property.Name)];
            yield return place;
            foreach (var field in FieldsOf(document, Resolved(document, property.Value), place))
                yield return field;
        }

        if (schema.TryGetProperty("additionalProperties", out var free))
        {
            yield return [.. before, "a"];
            foreach (var field in FieldsOf(document, Resolved(document, free), [.. before, "a"]))
                yield return field;
        }
    }

    /// <summary>Behind references, and the first choice that is an object or a list.</summary>
    private static JsonElement Resolved(JsonElement document, JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return schema;
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var schemas = document.GetProperty("components").GetProperty("schemas");
            return Resolved(document, schemas.GetProperty(reference.GetString()!.Split('/')[^1]));
        }

        if (!schema.TryGetProperty("anyOf", out var choices) && !schema.TryGetProperty("oneOf", out choices))
            return schema;
        string[] inner = ["properties", "items", "additionalProperties"];
        return choices.EnumerateArray().Select(c => Resolved(document, c))
            .FirstOrDefault(c => c.ValueKind == JsonValueKind.Object && inner.Any(name => c.TryGetProperty(name, out _)));
    }

    private static string SnakeCase(string name) =>
        Capital().Replace(name, m => "_" + m.Value.ToLower(CultureInfo.InvariantCulture));

    [GeneratedRegex("""\{(\w+)\}""")]
    private static partial Regex Names();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
