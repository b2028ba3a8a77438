namespace Lectern.Server.Platform;

/// <summary>Times as the databases keep them: milliseconds since 1970-01-01 UTC.</summary>
internal static class UnixTime
{
    public static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public static DateTimeOffset? At(long? milliseconds) => milliseconds is { } value ? At(value) : null;
}
