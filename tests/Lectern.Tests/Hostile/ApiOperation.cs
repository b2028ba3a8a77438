using System.Text.Json;
using System.Text.RegularExpressions;
using Lectern.Tests.Fakes;
using Lectern.Tests.Platform.OpenApi;

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

    /// <summary>Every operation that is served.</summary>
    public static IReadOnlyList<ApiOperation> Read(JsonElement served) =>
        [.. DescribedOperation.All(served).Select(o => Read(served, o))];

    private static ApiOperation Read(JsonElement served, DescribedOperation operation)
    {
        var (isForm, schema) = Body(operation.Operation);
        var resolved = Resolved(served, schema);
        return new ApiOperation(
            operation.Method, operation.Template, [.. Names().Matches(operation.Template).Select(m => m.Groups[1].Value)],
            [.. Parameters(operation.Operation).Where(p => p.In == "query").Select(p => p.Name)], isForm,
            [.. FieldsOf(served, resolved, [])],
            resolved.ValueKind == JsonValueKind.Object && resolved.TryGetProperty("required", out var required)
                ? [.. required.EnumerateArray().Select(r => r.GetString()!)]
                : []);
    }

    private static IEnumerable<(string In, string Name)> Parameters(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters)
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
            IReadOnlyList<string> place = [.. before, property.Name];
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

    [GeneratedRegex("""\{(\w+)\}""")]
    private static partial Regex Names();
}
