using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Lectern.Contracts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lectern.Server.Platform.OpenApi;

/// <summary>Writes into a schema what <see cref="FieldAttribute"/> says, and which fields are there.</summary>
internal static class FieldDescription
{
    /// <summary>By which the generator knows that a reference stands beside null.</summary>
    private const string NullableMark = "x-is-nullable-property";

    public static Task TransformAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        // JSON has no widths of numbers.
        if (schema.Format is "int32" or "int64" or "double")
            schema.Format = null;
        if (context.JsonPropertyInfo is { } property)
        {
            if (Field(property) is { } field)
                Describe(schema, field, IsNullable(property));
            if (IsLeftOutWhenNull(property))
                NeverNull(schema);
        }

        if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object && context.JsonTypeInfo.PolymorphismOptions is null)
        {
            schema.Type ??= JsonSchemaType.Object;
            schema.Required = context.JsonTypeInfo.Properties.Where(IsRequired).Select(p => p.Name).ToHashSet();
        }

        return Task.CompletedTask;
    }

    private static void Describe(OpenApiSchema schema, FieldAttribute field, bool isNullable)
    {
        if (field.Shape is { } shape)
            FreeShapes.Write(schema, shape);
        if (field.Presence is Presence.Given or Presence.Optional || field.Default is not null)
            NeverNull(schema);
        else if (isNullable || field.Presence is Presence.OptionalOrNull or Presence.GivenOrNull)
            schema.Type |= JsonSchemaType.Null;
        var strings = schema.Items as OpenApiSchema ?? schema;
        strings.Format = field.Format ?? strings.Format;
        if (field.OneOf.Length > 0)
            strings.Enum = [.. field.OneOf.Select(v => JsonValue.Create(v))];
        if (field.Default is { } value)
            schema.Default = JsonSerializer.SerializeToNode(value, value.GetType());
        if (schema.Type?.HasFlag(JsonSchemaType.Integer) == true)
            schema.Minimum = Limit(field.Min)?.ToString(CultureInfo.InvariantCulture);
        else if (schema.Items is null)
            (schema.MinLength, schema.MaxLength) = (Limit(field.Min), Limit(field.Max));
        else
            (schema.MinItems, schema.MaxItems) = (Limit(field.Min), Limit(field.Max));
    }

    private static void NeverNull(OpenApiSchema schema)
    {
        schema.Type &= ~JsonSchemaType.Null;
        schema.Metadata?.Remove(NullableMark);
    }

    private static int? Limit(int given) => given < 0 ? null : given;

    private static bool IsRequired(JsonPropertyInfo property)
    {
        var field = Field(property);
        return field?.Presence switch
        {
            Presence.Given or Presence.GivenOrNull => true,
            Presence.Optional or Presence.OptionalOrNull => false,
            _ => property.Get is not null && field?.Default is null && property.AssociatedParameter?.HasDefaultValue != true
                && !IsNullable(property),
        };
    }

    private static bool IsLeftOutWhenNull(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: false)
            is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull }];

    private static bool IsNullable(JsonPropertyInfo property) => property.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(property.PropertyType) is not null
        : property.IsGetNullable;

    private static FieldAttribute? Field(JsonPropertyInfo property) => property.AssociatedParameter?.AttributeProvider?
        .GetCustomAttributes(typeof(FieldAttribute), inherit: false).OfType<FieldAttribute>().FirstOrDefault();
}
