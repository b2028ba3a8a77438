namespace Lectern.Server.Platform.Diagnostics;

/// <summary>What the server tells of its work to whoever listens, by .NET's own means: a meter, and a source of spans.</summary>
internal static class Telemetry
{
    /// <summary>Of the meter and of the source.</summary>
    public const string Name = "Lectern";
}
