using System.Text.Json.Nodes;
using Lectern.Contracts;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Dialects.Mcp;

/// <summary>A JSON-RPC error, beside the status of HTTP.</summary>
internal sealed class McpErrorShape : IErrorShape
{
    /// <summary>JSON-RPC's "invalid request" and "internal error".</summary>
    private const int InvalidRequest = -32600;
    private const int InternalError = -32603;

    public Task WriteAsync(HttpContext http, int status, string detail, string? field)
    {
        var body = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = null,
            ["error"] = new JsonObject { ["code"] = status < 500 ? InvalidRequest : InternalError, ["message"] = detail },
        };
        return TypedResults.Json(body, LecternJson.Wire.JsonObject, statusCode: status).ExecuteAsync(http);
    }
}
