namespace Lectern.Server.Chat;

/// <summary>By which a client says that a prompt is one that it sent before.</summary>
internal static class IdempotencyHeader
{
    public const string Name = "Idempotency-Key";
    public const int MaxCharacters = 255;

    /// <returns>Null where there is none, or an empty one.</returns>
    public static string? Of(HttpContext http) => http.Request.Headers[Name].ToString() is { Length: > 0 } key ? key : null;
}
