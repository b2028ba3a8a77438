using System.Text.Json.Nodes;
using Lectern.Contracts;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Dialects.OpenAi;

/// <summary><c>{"error": {"message", "type", "param", "code"}}</c>, as OpenAI's SDKs read it.</summary>
internal sealed class OpenAiErrorShape : IErrorShape
{
    public Task WriteAsync(HttpContext http, int status, string detail, string? field)
    {
        // There a mistake in a request is always 400.
        var told = status == StatusCodes.Status422UnprocessableEntity ? StatusCodes.Status400BadRequest : status;
        return TypedResults.Json(Of(told, detail, field), LecternJson.Wire.JsonObject, statusCode: told).ExecuteAsync(http);
    }

    public static JsonObject Of(int status, string detail, string? field = null) => new()
    {
        ["error"] = new JsonObject
        {
            ["message"] = detail,
            ["type"] = status >= 500 ? "server_error" : status == 429 ? "rate_limit_error" : "invalid_request_error",
            ["param"] = field,
            ["code"] = Code(status),
        },
    };

    private static string? Code(int status) => status switch
    {
        401 => "invalid_api_key",
        404 => "not_found",
        409 => "conflict",
        413 => "request_too_large",
        429 => "rate_limit_exceeded",
        _ => null,
    };
}
