using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Contracts;

namespace Lectern.Server.Dialects.Mcp;

internal static class JsonElements
{
    public static JsonElement Of(JsonObject value) => JsonSerializer.SerializeToElement(value, LecternJson.Wire.JsonObject);
}
