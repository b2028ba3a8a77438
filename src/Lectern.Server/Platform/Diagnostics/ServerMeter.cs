using System.Diagnostics.Metrics;

namespace Lectern.Server.Platform.Diagnostics;

/// <summary>The meter of this server. Thread-safe.</summary>
internal sealed class ServerMeter : IDisposable
{
    private readonly Meter meter = new(Telemetry.Name);
    private readonly Histogram<double> turnDuration;
    private readonly Histogram<long> tokens;

    public ServerMeter()
    {
        turnDuration = meter.CreateHistogram<double>("lectern.turns.duration", "s", "From accepting a turn to its stop");
        tokens = meter.CreateHistogram<long>("gen_ai.client.token.usage", "{token}", "Tokens of a turn");
        TurnWait = meter.CreateHistogram<double>("lectern.turns.wait", "s", "From accepting a turn to its place");
        TurnsRefused = meter.CreateCounter<long>("lectern.turns.refused", "{turn}", "Turns that a limit refused");
    }

    /// <param name="outcome"><c>answered</c>, <c>failed</c>, <c>cancelled</c> or <c>shutdown</c>.</param>
    public void TurnEnded(double seconds, string outcome, long? inputTokens, long? outputTokens)
    {
        turnDuration.Record(seconds, new KeyValuePair<string, object?>("outcome", outcome));
        Count(inputTokens, "input");
        Count(outputTokens, "output");
    }

    private void Count(long? count, string type)
    {
        if (count is > 0)
            tokens.Record(count.Value, new("gen_ai.token.type", type), new("gen_ai.operation.name", "chat"));
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
