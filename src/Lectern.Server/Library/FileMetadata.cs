using System.Text;
using System.Text.Json;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Library;

/// <summary>
/// A file's own metadata: a JSON object whose values are strings, numbers, booleans, nulls or lists of strings.
/// </summary>
internal static class FileMetadata
{
    /// <param name="json">As a form's field holds it.</param>
    /// <returns>The object in its one form; <c>{}</c> when it is absent or wrong.</returns>
    public static string Check(string? json, Problems problems)
    {
        if (string.IsNullOrWhiteSpace(json))
            return "{}";
        try
        {
            using var document = JsonDocument.Parse(FreeJson.Canonical(Encoding.UTF8.GetBytes(json)));
            return Check(document.RootElement, problems);
        }
        catch (FreeJsonException e)
        {
            problems.Add(e.Type, e.Message, ["body", "metadata", .. e.Place]);
            return "{}";
        }
        catch (JsonException)
        {
            problems.Add("json_invalid", "Metadata should be a JSON object", "body", "metadata");
            return "{}";
        }
    }

    /// <param name="metadata">In its one form already.</param>
    /// <returns>The object's text; <c>{}</c> when it is wrong.</returns>
    public static string Check(JsonElement metadata, Problems problems)
    {
        if (metadata.GetRawText().Length > FreeJson.MaxCharacters)
        {
            problems.Add(
                "string_too_long", $"Metadata should have at most {FreeJson.MaxCharacters} characters", "body", "metadata");
            return "{}";
        }

        if (metadata.ValueKind != JsonValueKind.Object)
        {
            problems.Add("dict_type", "Metadata should be a JSON object", "body", "metadata");
            return "{}";
        }

        foreach (var property in metadata.EnumerateObject().Where(p => !IsAllowed(p.Value)))
        {
            problems.Add(
                "metadata_value", "Should be a string, a number, a boolean, null or a list of strings", "body", "metadata",
                property.Name);
        }

        return metadata.GetRawText();
    }

    private static bool IsAllowed(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => false,
        JsonValueKind.Array => value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String),
        _ => true,
    };
}
