namespace Lectern.Contracts;

/// <summary>The values of <see cref="SettingsResponse.Health"/>.</summary>
public static class ServerHealth
{
    public const string Ready = "ready";

    /// <summary>Requests are answered, work beside them fails.</summary>
    public const string Degraded = "degraded";

    /// <summary>It is not known yet whether there is an embedding model.</summary>
    public const string Loading = "loading";

    /// <summary>Nothing can be stored.</summary>
    public const string Failing = "failing";
}
