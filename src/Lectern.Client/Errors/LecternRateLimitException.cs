using System.Net;

namespace Lectern.Client;

/// <summary>Status 429: too many requests.</summary>
public sealed class LecternRateLimitException : LecternApiException
{
    internal LecternRateLimitException(string detail, TimeSpan? retryAfter)
        : base(HttpStatusCode.TooManyRequests, detail, []) =>
        RetryAfter = retryAfter;

    /// <summary>How long the server asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; }
}
