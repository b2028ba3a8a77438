using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lectern.Contracts;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Settings;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lectern.Server.Platform.OpenApi;

/// <summary>The API's description: of the endpoints, by the wire's own JSON settings (<see cref="LecternJson"/>).</summary>
internal static class ApiDocument
{
    public const string KeyScheme = "HTTPBearer";

    /// <summary>What the pages of these are called in the contract.</summary>
    private static readonly Dictionary<Type, string> Pages = new()
    {
        [typeof(DirectoryFileResponse)] = "DirectoryFileQueryResponse",
        [typeof(DirectoryResponse)] = "DirectoryQueryResponse",
        [typeof(FileAttachmentMetadata)] = "FileAttachmentListResponse",
        [typeof(FileFindEntry)] = "FileFindResult",
        [typeof(FileGrepMatch)] = "FileGrepResult",
        [typeof(FileV2)] = "FileQueryResponseV2",
        [typeof(IndexResponse)] = "IndexQueryResponse",
    };

    public static void AddApiDocument(this IServiceCollection services)
    {
        // The document describes what these settings write; the endpoints name the wire's types themselves.
        services.ConfigureHttpJsonOptions(json =>
        {
            var wire = LecternJson.Wire.Options;
            json.SerializerOptions.PropertyNamingPolicy = wire.PropertyNamingPolicy;
            json.SerializerOptions.PropertyNameCaseInsensitive = wire.PropertyNameCaseInsensitive;
            json.SerializerOptions.NumberHandling = wire.NumberHandling;
            json.SerializerOptions.Encoder = wire.Encoder;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, LecternJson.Wire);
        });
        services.AddOpenApi("v1", openApi =>
        {
            openApi.CreateSchemaReferenceId = Name;
            openApi.AddSchemaTransformer(FieldDescription.TransformAsync);
            openApi.AddOperationTransformer(OperationDescription.TransformAsync);
            openApi.AddDocumentTransformer(DescribeAsync);
        });
    }

    private static Task DescribeAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Title = "Lectern";
        document.Info.Version = typeof(ApiDocument).Assembly.GetName().Version?.ToString(3);
        NamePlace(document.Servers ?? [], context.ApplicationServices.GetRequiredService<LecternOptions>());
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [KeyScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A key of this server: the first one is in the file api-key of its data folder.",
            },
        };
        NameEvents(document, document.Components.Schemas!);
        return Task.CompletedTask;
    }

    /// <summary>Where clients find the API: a proxy that takes the path off has not told it with the request.</summary>
    private static void NamePlace(IList<OpenApiServer> servers, LecternOptions options)
    {
        foreach (var server in servers.Where(s => s.Url is not null))
        {
            server.Url = RequestOrigin.Of(options, new Uri(server.Url!).GetLeftPart(UriPartial.Authority)) + "/";
        }
    }

    /// <summary>An event is named by itself, not after the union that it is one of.</summary>
    private static void NameEvents(OpenApiDocument document, IDictionary<string, IOpenApiSchema> schemas)
    {
        var union = (OpenApiSchema)schemas[nameof(ChatEvent)];
        union.OneOf = [];
        foreach (var reference in union.AnyOf!.Cast<OpenApiSchemaReference>())
        {
            var name = Own(reference);
            var kind = (OpenApiSchema)schemas[Id(reference)];
            if (kind.Properties!["type"] is OpenApiSchema { Enum: [var only] } type)
                type.Default = only.DeepClone();
            document.AddComponent(name, kind);
            schemas.Remove(Id(reference));
            union.OneOf.Add(new OpenApiSchemaReference(name, document));
        }

        union.AnyOf = null;
        union.Required = null;
        var kinds = union.Discriminator!.Mapping!;
        foreach (var (type, reference) in kinds.ToArray())
            kinds[type] = new OpenApiSchemaReference(Own(reference), document);
    }

    private static string Id(OpenApiSchemaReference reference) => reference.Reference.Id!;

    private static string Own(OpenApiSchemaReference reference) => Id(reference)[nameof(ChatEvent).Length..];

    /// <summary>A page is named after what it lists; free JSON has no name.</summary>
    private static string? Name(JsonTypeInfo type)
    {
        if (type.Type == typeof(JsonElement) || type.Type == typeof(JsonElement?))
            return null;
        if (!type.Type.IsGenericType || type.Type.GetGenericTypeDefinition() != typeof(Page<>))
            return OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        var item = type.Type.GetGenericArguments()[0];
        return Pages.GetValueOrDefault(item) ?? $"{item.Name}Page";
    }
}
