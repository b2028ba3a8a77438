using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Lectern.Server.Indexing.Parsing.Formats.Data;

/// <summary>
/// Texts and names in JSON. Where one has half of a sign, as a program leaves it that cuts by length, it is shown as it was
/// written: <c>hello \ud83d</c>.
/// </summary>
internal static class JsonText
{
    public static string Of(JsonElement text)
    {
        try
        {
            return text.GetString() ?? "";
        }
        catch (InvalidOperationException) when (text.ValueKind == JsonValueKind.String)
        {
            return text.GetRawText()[1..^1];
        }
    }

    public static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(property));
        }
    }

    /// <summary>The last of that name; what other names look like does not matter.</summary>
    public static JsonElement? Find(JsonElement parent, string name)
    {
        try
        {
            return parent.TryGetProperty(name, out var value) ? value : null;
        }
        catch (InvalidOperationException) when (parent.ValueKind == JsonValueKind.Object)
        {
            return parent.EnumerateObject().Where(p => Name(p) == name).Select(p => (JsonElement?)p.Value).LastOrDefault();
        }
    }
}
