namespace Lectern.Server.Platform.Http;

/// <summary>A request that ends with a status and one clear sentence.</summary>
internal sealed class ApiException(int status, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    /// <summary>For a 409 that a retry cannot cure: the SDKs would try again otherwise.</summary>
    public bool? ShouldRetry { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Of the request, such as <c>messages[0].role</c>: what is refused because of it; null where it is none.</summary>
    public string? Field { get; init; }

    /// <param name="why">A further sentence.</param>
    public static ApiException NotFound(string what, string id, string? why = null) =>
        new(StatusCodes.Status404NotFound, $"{what} {Shown(id)} was not found.{(why is null ? "" : " " + why)}");

    /// <summary>The same, because of a field of the request.</summary>
    public ApiException Of(string field) =>
        new(Status, Message) { ShouldRetry = ShouldRetry, RetryAfter = RetryAfter, Field = field };

    public static ApiException Conflict(string detail) => new(StatusCodes.Status409Conflict, detail) { ShouldRetry = false };

    /// <summary>An id as a message may repeat it: short, one line.</summary>
    private static string Shown(string id) =>
        string.Concat(id.Take(64).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
}
