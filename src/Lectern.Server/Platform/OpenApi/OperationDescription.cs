using System.Globalization;
using System.Text.Json.Nodes;
using Lectern.Contracts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lectern.Server.Platform.OpenApi;

/// <summary>Adds what an endpoint does not tell: its query, its form, the key, and the errors that any call may meet.</summary>
internal static class OperationDescription
{
    private static readonly (int Status, string Description)[] AnyCallsErrors =
    [
        (StatusCodes.Status401Unauthorized, "The key is missing or unknown"),
        (StatusCodes.Status404NotFound, "The project of the key has nothing with this id"),
        (StatusCodes.Status429TooManyRequests, "Too many requests; retry-after says how long to wait"),
    ];

    public static async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters ??= [];
        foreach (var path in operation.Parameters.OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Path))
        {
            if (path.Name is "file_id" or "project_id" && path.Schema is OpenApiSchema schema)
                schema.Format = "uuid";
        }

        foreach (var query in metadata.OfType<QueryParameter>())
            operation.Parameters.Add(Parameter(query));
        if (metadata.OfType<FormBody>().FirstOrDefault() is { } form)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["multipart/form-data"] = new() { Schema = await SchemaAsync(context, form.Parts, cancellationToken) },
                },
            };
        }

        await AddErrorsAsync(operation, context, cancellationToken);
        operation.Security ??= [];
        operation.Security.Add(new OpenApiSecurityRequirement
        {
            [new OpenApiSecuritySchemeReference(ApiDocument.KeyScheme, context.Document)] = [],
        });
    }

    private static async Task AddErrorsAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Responses ??= [];
        var sentence = await SchemaAsync(context, typeof(ErrorResponse), cancellationToken);
        foreach (var (status, description) in AnyCallsErrors)
            operation.Responses.TryAdd($"{status}", Response(description, sentence));
        var mistakes = await SchemaAsync(context, typeof(HTTPValidationError), cancellationToken);
        operation.Responses.TryAdd("422", Response("The request is not valid", mistakes));
        operation.Responses.TryAdd("default", Response("Any other fault", sentence));
    }

    /// <summary>A reference to the schema, which the document then has.</summary>
    private static async Task<IOpenApiSchema> SchemaAsync(
        OpenApiOperationTransformerContext context, Type type, CancellationToken cancellationToken)
    {
        var schema = await context.GetOrCreateSchemaAsync(type, cancellationToken: cancellationToken);
        context.Document!.AddComponent(type.Name, schema);
        return new OpenApiSchemaReference(type.Name, context.Document);
    }

    private static OpenApiResponse Response(string description, IOpenApiSchema schema) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = schema } },
    };

    private static OpenApiParameter Parameter(QueryParameter query)
    {
        var type = Enum.Parse<JsonSchemaType>(query.Type, ignoreCase: true);
        var value = new OpenApiSchema
        {
            Type = type,
            Format = query.Format,
            Enum = query.OneOf.Count > 0 ? [.. query.OneOf.Select(v => JsonValue.Create(v))] : null,
            Minimum = query.Min?.ToString(CultureInfo.InvariantCulture),
            Maximum = query.Max?.ToString(CultureInfo.InvariantCulture),
            Default = query.Default is { } given ? JsonValue.Create(given) : null,
        };
        if (query.IsList)
            value = new OpenApiSchema { Type = JsonSchemaType.Array, Items = value };
        if (!query.IsRequired && query.Default is null && !query.IsNeverNull)
            value.Type |= JsonSchemaType.Null;
        return new OpenApiParameter
        {
            Name = query.Name,
            In = ParameterLocation.Query,
            Description = query.Description,
            Required = query.IsRequired,
            Schema = value,
        };
    }
}
