using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lectern.Server.Platform.Http;

/// <summary>
/// Describes to OpenAPI what endpoints read by hand: query parameters (so that a mistake in one gets the wire's 422) and bodies.
/// </summary>
internal static class OpenApiParameters
{
    /// <summary>The two optional parameters of every call.</summary>
    public static TBuilder WithTenant<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithQuery("project_id", "string", "UUID; default: the key's project")
            .WithQuery("organization_id", "string", "UUID; default: the key's organization");

    public static TBuilder WithPaging<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithQuery("page_size", "integer", "1 to 1000 (more is coerced to 1000); default 50")
            .WithQuery("page_token", "string", "next_page_token of the page before");

    public static TBuilder WithDownloadUrl<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithQuery("expand", "string", "download_url adds a presigned URL to each file");

    /// <param name="type">JSON Schema type: string, integer or boolean.</param>
    public static TBuilder WithQuery<TBuilder>(this TBuilder builder, string name, string type, string description)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new QueryParameter(name, type, description));

    /// <summary>Writes the described parameters into the document.</summary>
    public static Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Parameters ??= [];
        foreach (var query in context.Description.ActionDescriptor.EndpointMetadata.OfType<QueryParameter>())
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = query.Name,
                In = ParameterLocation.Query,
                Description = query.Description,
                Schema = new OpenApiSchema { Type = Enum.Parse<JsonSchemaType>(query.Type, ignoreCase: true) },
            });
        }

        return Task.CompletedTask;
    }

    private sealed record QueryParameter(string Name, string Type, string Description);
}
