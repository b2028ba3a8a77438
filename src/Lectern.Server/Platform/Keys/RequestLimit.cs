using System.Threading.RateLimiting;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Platform.Keys;

/// <summary>Requests per minute of each key, counted over the last minute in steps of five seconds. Thread-safe.</summary>
internal sealed class RequestLimit(CrowdLimits limits) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private const int Segments = 12;

    private readonly PartitionedRateLimiter<string>? limiter = limits.RequestsPerMinute is { } permits
        ? PartitionedRateLimiter.Create<string, string>(keyId => RateLimitPartition.GetSlidingWindowLimiter(
            keyId,
            _ => new SlidingWindowRateLimiterOptions { PermitLimit = permits, Window = Window, SegmentsPerWindow = Segments }))
        : null;

    /// <exception cref="ApiException">429: the key has used its requests.</exception>
    public void Count(string keyId)
    {
        using var lease = limiter?.AttemptAcquire(keyId);
        if (lease is null or { IsAcquired: true })
            return;
        var after = lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : Window / Segments;
        throw new ApiException(
            StatusCodes.Status429TooManyRequests,
            $"This key may make {limits.RequestsPerMinute} requests a minute, and has made them. Try again later.")
        {
            RetryAfter = after,
        };
    }

    public void Dispose() => limiter?.Dispose();
}
