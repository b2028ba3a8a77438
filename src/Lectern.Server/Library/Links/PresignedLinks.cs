using System.Globalization;
using Lectern.Contracts;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Library.Links;

/// <summary>
/// Presigned URLs: <c>ORIGIN/content/TOKEN</c>, where the token is what it opens and until when, with an HMAC-SHA256 before it
/// under the store's signing key. It opens that one object, needs no API key, and ends with the one that made it. Thread-safe.
/// </summary>
internal sealed class PresignedLinks(LoadedSigningKey keys, ITenancy tenancy, LecternOptions options, TimeProvider time)
{
    public const int MaxSeconds = 24 * 60 * 60;
    private const int DefaultSeconds = 60 * 60;
    private const int SignatureBytes = 32;

    /// <summary>How long a link shall live, from <c>expires_at_seconds</c>: 1 second to a day, default an hour.</summary>
    public static TimeSpan Lifetime(HttpContext http, Problems problems)
    {
        var seconds = http.Integer("expires_at_seconds", problems);
        problems.Range(seconds, 1, MaxSeconds, "query", "expires_at_seconds");
        return TimeSpan.FromSeconds(Math.Clamp(seconds ?? DefaultSeconds, 1, MaxSeconds));
    }

    /// <param name="lifetime">Null: the default, an hour.</param>
    public PresignedUrl Make(HttpContext http, LinkTarget target, TimeSpan? lifetime = null)
    {
        var origin = http.Request.Origin(options);
        var expires = DateTimeOffset.FromUnixTimeSeconds(
            (time.GetUtcNow() + (lifetime ?? TimeSpan.FromSeconds(DefaultSeconds))).ToUnixTimeSeconds());
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{expires.ToUnixTimeSeconds()}\n{http.Scope().KeyId}\n{target.Write()}");
        return new PresignedUrl($"{origin}/content/{Tokens.Sign(text)}", expires);
    }

    /// <exception cref="ApiException">403: it was altered, its time is over, or the key that made it was revoked.</exception>
    public LinkTarget Open(string token)
    {
        if (Tokens.Verify(token)?.Split('\n', 3) is not [var expires, var keyId, var target])
            throw new ApiException(StatusCodes.Status403Forbidden, "This link is not valid.");
        if (time.GetUtcNow().ToUnixTimeSeconds() >= long.Parse(expires, CultureInfo.InvariantCulture))
            throw new ApiException(StatusCodes.Status403Forbidden, "This link has expired.");
        if (!tenancy.KeyExists(keyId))
            throw new ApiException(StatusCodes.Status403Forbidden, "The key that made this link was revoked.");
        return LinkTarget.Read(target);
    }

    private SignedText Tokens => new(keys.Current, "content\0", SignatureBytes);
}
