namespace Lectern.Server.Platform.Diagnostics;

/// <summary>How turns end, as the meter and the spans say it.</summary>
internal static class TurnOutcomes
{
    public const string Answered = "answered";
    public const string Failed = "failed";

    /// <summary>Somebody asked for it, or deleted the session, or reads no more.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The server shut down.</summary>
    public const string Shutdown = "shutdown";
}
