using System.Globalization;
using Lectern.Contracts;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Platform.OpenApi;

/// <summary>
/// Describes to OpenAPI what endpoints read by hand: query parameters (so that a mistake in one gets the wire's 422) and forms.
/// </summary>
internal static class QueryParameters
{
    private static readonly string PageSizes = string.Create(
        CultureInfo.InvariantCulture,
        $"1 to {RequestLimits.PageSize} (more is coerced to {RequestLimits.PageSize}); default {Paging.DefaultSize}");

    /// <summary>The two optional parameters of every call.</summary>
    public static TBuilder WithTenant<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithQuery(new("project_id", "string", "Default: the key's project") { Format = "uuid" }).WithOrganization();

    public static TBuilder WithOrganization<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithQuery(new("organization_id", "string", "Default: the key's organization") { Format = "uuid" });

    public static TBuilder WithPaging<TBuilder>(this TBuilder builder, int? min = null, int? max = null)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithQuery(new("page_size", "integer", PageSizes) { Min = min, Max = max })
            .WithQuery(new("page_token", "string", "next_page_token of the page before"));

    public static TBuilder WithDeleted<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithQuery(new("include_deleted", "boolean", "Those that were deleted too") { Default = false });

    public static TBuilder WithDownloadUrl<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithQuery(new("expand", "string", "download_url adds a presigned URL to each file") { IsList = true });

    /// <param name="type">JSON Schema type: string, integer or boolean.</param>
    public static TBuilder WithQuery<TBuilder>(this TBuilder builder, string name, string type, string description)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithQuery(new(name, type, description));

    public static TBuilder WithQuery<TBuilder>(this TBuilder builder, QueryParameter parameter)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(parameter);

    /// <summary>The parts of the <c>multipart/form-data</c> that an endpoint reads as it arrives.</summary>
    public static TBuilder WithForm<TBuilder>(this TBuilder builder, Type parts)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new FormBody(parts));
}
