using System.Diagnostics.Metrics;

namespace Lectern.Server.Platform.Diagnostics;

/// <summary>The meter of this server. Thread-safe.</summary>
internal sealed class ServerMeter : IDisposable
{
    private readonly Meter meter = new(Telemetry.Name);

    public ServerMeter()
    {
        TurnWait = meter.CreateHistogram<double>("lectern.turns.wait", "s", "From accepting a turn to its place");
        TurnsRefused = meter.CreateCounter<long>("lectern.turns.refused", "{turn}", "Turns that a limit refused");
    }

    public Histogram<double> TurnWait { get; }

    public Counter<long> TurnsRefused { get; }

    /// <summary>Tells from now on how many turns there are.</summary>
    public void TellTurns(Func<int> running, Func<int> queued)
    {
        meter.CreateObservableGauge("lectern.turns.running", running, "{turn}", "Turns that run");
        meter.CreateObservableGauge("lectern.turns.queued", queued, "{turn}", "Turns that wait for a place");
    }

    public void Dispose() => meter.Dispose();
}
