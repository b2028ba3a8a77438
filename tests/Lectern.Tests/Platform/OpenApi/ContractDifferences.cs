using System.Text.Json;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Platform.OpenApi;

/// <summary>
/// What a document leaves out of a contract or says otherwise: operations, parameters, bodies, responses, keys, and in schemas
/// types, required fields, enums, formats, limits and defaults. What the document has beyond the contract is no difference.
/// </summary>
internal sealed class ContractDifferences(JsonElement contract, JsonElement served)
{
    private const int MaxDepth = 8;

    private static readonly string[] Compared =
        ["enum", "format", "minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "contentMediaType", "default"];

    private readonly List<string> found = [];

    public static IReadOnlyList<string> Between(JsonElement contract, JsonElement served)
    {
        var differences = new ContractDifferences(contract, served);
        differences.CompareAll();
        return differences.found;
    }

    private void CompareAll()
    {
        var has = DescribedOperation.All(served).ToDictionary(o => o.Name, o => o.Operation);
        foreach (var operation in DescribedOperation.All(contract))
        {
            if (has.TryGetValue(operation.Name, out var other))
                Compare(operation.Name, operation.Operation, other);
            else
                found.Add($"{operation.Name} is not there");
        }
    }

    private void Compare(string name, JsonElement operation, JsonElement other)
    {
        if (!IsSame(Part(operation, "security"), Part(other, "security")))
            found.Add($"{name}: security");
        var parameters = Items(other, "parameters").ToDictionary(p => (p.Text("in"), p.Text("name")));
        foreach (var parameter in Items(operation, "parameters"))
        {
            var place = $"{name} {parameter.Text("in")} {parameter.Text("name")}";
            if (!parameters.TryGetValue((parameter.Text("in"), parameter.Text("name")), out var known))
                found.Add($"{place} is not there");
            else if (IsTrue(parameter, "required") != IsTrue(known, "required"))
                found.Add($"{place}: required");
            else
                Compare(place, parameter.GetProperty("schema"), known.GetProperty("schema"), 0);
        }

        var (body, otherBody) = (Part(operation, "requestBody"), Part(other, "requestBody"));
        if (body.ValueKind != otherBody.ValueKind || IsTrue(body, "required") != IsTrue(otherBody, "required"))
            found.Add($"{name}: body");
        CompareContent($"{name} body", body, otherBody);
        foreach (var response in operation.GetProperty("responses").EnumerateObject())
        {
            if (other.GetProperty("responses").TryGetProperty(response.Name, out var known))
                CompareContent($"{name} {response.Name}", response.Value, known);
            else
                found.Add($"{name} {response.Name} is not there");
        }
    }

    private void CompareContent(string place, JsonElement described, JsonElement other)
    {
        if (Part(described, "content").ValueKind != JsonValueKind.Object)
            return;
        foreach (var content in described.GetProperty("content").EnumerateObject())
        {
            if (Part(Part(other, "content"), content.Name) is { ValueKind: JsonValueKind.Object } known)
                Compare(place, content.Value.GetProperty("schema"), known.GetProperty("schema"), 0);
            else
                found.Add($"{place} {content.Name} is not there");
        }
    }

    private void Compare(string place, JsonElement schema, JsonElement other, int depth)
    {
        if (depth == MaxDepth)
            return;
        var (choices, others) = (Choices(contract, schema).ToList(), Choices(served, other).ToList());
        if (choices is [{ Type: null }])
            return;

        // What stands in a path is never null, although the contract says so once.
        var isPath = place.Contains(" path ", StringComparison.Ordinal);
        var (types, otherTypes) = (Types(choices, isPath), Types(others, isPath));
        if (!types.SequenceEqual(otherTypes))
            found.Add($"{place}: {string.Join('|', types)}, not {string.Join('|', otherTypes)}");
        foreach (var choice in choices.Where(c => c.Type is not "null"))
        {
            var same = others.Find(o => o.Type == choice.Type && Discriminator(o.Schema) == Discriminator(choice.Schema));
            if (same.Type is not null)
                Compare(place, choice, same, choices, depth);
            else if (types.SequenceEqual(otherTypes))
                found.Add($"{place}: {choice.Schema}");
        }
    }

    private void Compare(string place, Choice choice, Choice same, List<Choice> choices, int depth)
    {
        foreach (var keyword in Compared.Where(k => Applies(k, choice.Type!) && Has(choice.Schema, k)))
        {
            var isOpen = keyword == "format" && choices.Any(c => c.Type == "string" && !Has(c.Schema, "format"));
            if (!isOpen && !IsSame(choice.Schema.GetProperty(keyword), Part(same.Schema, keyword)))
                found.Add($"{place}: {keyword} {choice.Schema.GetProperty(keyword)}, not {Part(same.Schema, keyword)}");
        }

        if (choice.Type == "array")
            Compare($"{place}[]", Part(choice.Schema, "items"), Part(same.Schema, "items"), depth + 1);
        if (choice.Type != "object")
            return;
        var properties = Part(choice.Schema, "properties");
        var required = Items(same.Schema, "required").Select(r => r.GetString()!).Where(r => Has(properties, r));
        var promised = Items(choice.Schema, "required").Select(r => r.GetString()!);
        if (!required.Order(StringComparer.Ordinal).SequenceEqual(promised.Order(StringComparer.Ordinal)))
            found.Add($"{place}: required");
        foreach (var property in properties.ValueKind == JsonValueKind.Object ? properties.EnumerateObject().ToArray() : [])
        {
            if (Part(Part(same.Schema, "properties"), property.Name) is { ValueKind: not JsonValueKind.Undefined } known)
                Compare($"{place}.{property.Name}", property.Value, known, depth + 1);
            else
                found.Add($"{place}.{property.Name} is not there");
        }

        if (Part(choice.Schema, "additionalProperties") is { ValueKind: JsonValueKind.Object } values)
            Compare($"{place}.*", values, Part(same.Schema, "additionalProperties"), depth + 1);
    }

    /// <summary>The types that a schema allows, each alone, behind references and unions.</summary>
    private static IEnumerable<Choice> Choices(JsonElement document, JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return [new Choice(null, schema)];
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var schemas = document.GetProperty("components").GetProperty("schemas");
            return Choices(document, schemas.GetProperty(reference.GetString()!.Split('/')[^1]));
        }

        if (schema.TryGetProperty("anyOf", out var union) || schema.TryGetProperty("oneOf", out union))
            return union.EnumerateArray().SelectMany(choice => Choices(document, choice));
        return Part(schema, "type") switch
        {
            { ValueKind: JsonValueKind.Array } types => types.EnumerateArray().Select(t => new Choice(t.GetString(), schema)),
            { ValueKind: JsonValueKind.String } type => [new Choice(type.GetString(), schema)],
            _ => [new Choice(null, schema)],
        };
    }

    private static IReadOnlyList<string> Types(List<Choice> choices, bool isPath) =>
        [.. choices.Select(c => c.Type ?? "any").Where(t => !isPath || t != "null").Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The only value of an event's <c>type</c>.</summary>
    private static string? Discriminator(JsonElement schema)
    {
        var type = Part(Part(schema, "properties"), "type");
        if (Part(type, "const") is { ValueKind: JsonValueKind.String } only)
            return only.GetString();
        return Items(type, "enum").ToList() is [var one] ? one.GetString() : null;
    }

    private static bool Applies(string keyword, string type) => keyword switch
    {
        "format" or "minLength" or "maxLength" or "contentMediaType" or "enum" => type == "string",
        "minItems" or "maxItems" => type == "array",
        "minimum" or "maximum" => type is "integer" or "number",
        _ => true,
    };

    private static bool Has(JsonElement element, string name) => Part(element, name).ValueKind != JsonValueKind.Undefined;

    private static bool IsSame(JsonElement one, JsonElement other) => one.ValueKind != JsonValueKind.Undefined
        && other.ValueKind != JsonValueKind.Undefined && JsonElement.DeepEquals(one, other);

    private static bool IsTrue(JsonElement element, string name) => Part(element, name).ValueKind == JsonValueKind.True;

    private static JsonElement Part(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var part) ? part : default;

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        Part(element, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    private readonly record struct Choice(string? Type, JsonElement Schema);
}
