using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Lectern.Server.Platform.OpenApi;

/// <summary>Schemas of values that are free JSON in C#: metadata, filters, places of mistakes.</summary>
internal static class FreeShapes
{
    private const JsonSchemaType Numbers = JsonSchemaType.Integer | JsonSchemaType.Number;
    private const JsonSchemaType Scalars = Numbers | JsonSchemaType.String | JsonSchemaType.Boolean;

    public static void Write(OpenApiSchema schema, string name)
    {
        var shape = Of(name);
        schema.Type = shape.Type;
        schema.Properties = shape.Properties;
        schema.AdditionalProperties = shape.AdditionalProperties;
        schema.Items = shape.Items;
        schema.ContentMediaType = shape.ContentMediaType;
    }

    private static OpenApiSchema Of(string name) => name switch
    {
        "Object" => Object(new OpenApiSchema()),
        "MetadataDict" => Object(new OpenApiSchema
        {
            Type = Scalars | JsonSchemaType.Null | JsonSchemaType.Array,
            Items = new OpenApiSchema { Type = JsonSchemaType.String },
        }),
        "MongoStaticFilters" => new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["parsed_directory_file_id"] = Filter(JsonSchemaType.String, JsonSchemaType.Null),
            },
        },
        "CustomFilters" => Object(new OpenApiSchema
        {
            AnyOf =
            [
                Filter(Scalars),
                new OpenApiSchema { Type = JsonSchemaType.Array, Items = Filter(Numbers) },
                new OpenApiSchema { Type = JsonSchemaType.Null },
            ],
        }),
        "Place" => new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Integer },
        },
        "Binary" => new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            ContentMediaType = "application/octet-stream",
        },
        _ => throw new ArgumentException($"There is no shape {name}.", nameof(name)),
    };

    private static OpenApiSchema Object(IOpenApiSchema values) =>
        new() { Type = JsonSchemaType.Object, AdditionalProperties = values };

    private static OpenApiSchema Filter(JsonSchemaType values, JsonSchemaType orElse = 0) => new()
    {
        Type = JsonSchemaType.Object | orElse,
        Required = new HashSet<string> { "operator", "value" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["operator"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Enum = [.. FilterOperators.All.Select(o => JsonValue.Create(o))],
            },
            ["value"] = new OpenApiSchema { Type = values | JsonSchemaType.Array, Items = new OpenApiSchema { Type = values } },
        },
    };
}
