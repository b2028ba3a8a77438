using System.Diagnostics.Metrics;

namespace Lectern.Server.Platform.Diagnostics;

/// <summary>The meter of this server. Its labels are words of this program's own, or of its settings. Thread-safe.</summary>
internal sealed class ServerMeter : IDisposable
{
    /// <summary>Seconds. What is usual without a word (0, 5, 10, …) is made for milliseconds.</summary>
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries =
            [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 3_600],
    };

    /// <summary>As OpenTelemetry's conventions for generative AI have them.</summary>
    private static readonly InstrumentAdvice<long> Tokens = new()
    {
        HistogramBucketBoundaries = [.. Enumerable.Range(0, 14).Select(n => 1L << (2 * n))],
    };

    private readonly Meter meter = new(Telemetry.Name);
    private readonly Histogram<double> turnDuration;
    private readonly Histogram<double> syncDuration;
    private readonly Histogram<long> tokens;
    private readonly Counter<long> files;
    private readonly Counter<long> pages;

    public ServerMeter()
    {
        turnDuration = OfSeconds("lectern.turns.duration", "From accepting a turn to its stop");
        TurnWait = OfSeconds("lectern.turns.wait", "From accepting a turn to its place");
        TurnsRefused = meter.CreateCounter<long>("lectern.turns.refused", "{turn}", "Turns that a limit refused");
        syncDuration = OfSeconds("lectern.syncs.duration", "From taking a sync to its end");
        files = meter.CreateCounter<long>("lectern.syncs.files", "{file}", "Files that syncs have read, or could not");
        pages = meter.CreateCounter<long>("lectern.syncs.pages", "{page}", "Pages that syncs have read");
        StageDuration = OfSeconds("lectern.stages.duration", "Of one stage of the work, as a span has it");
        ModelDuration = OfSeconds("gen_ai.client.operation.duration", "From asking the model to the end of what it says");
        tokens = meter.CreateHistogram(
            "gen_ai.client.token.usage", "{token}", "Tokens of a turn", tags: null, advice: Tokens);
    }

    public Histogram<double> TurnWait { get; }

    public Counter<long> TurnsRefused { get; }

    /// <summary>Known from spans alone (<see cref="SpanDurations"/>).</summary>
    public Histogram<double> StageDuration { get; }

    /// <inheritdoc cref="StageDuration"/>
    public Histogram<double> ModelDuration { get; }

    /// <param name="outcome"><c>answered</c>, <c>failed</c>, <c>cancelled</c> or <c>shutdown</c>.</param>
    public void TurnEnded(double seconds, string outcome, long? inputTokens, long? outputTokens)
    {
        turnDuration.Record(seconds, new KeyValuePair<string, object?>("outcome", outcome));
        Count(inputTokens, "input");
        Count(outputTokens, "output");
    }

    /// <param name="outcome"><c>synced</c>, <c>failed</c>, <c>cancelled</c>, or <c>interrupted</c> by the server's end.</param>
    public void SyncEnded(double seconds, string outcome) =>
        syncDuration.Record(seconds, new KeyValuePair<string, object?>("outcome", outcome));

    /// <param name="format">Of few: see <c>FormatLabel</c>.</param>
    public void FileRead(string format, bool failed, int pagesOfFile)
    {
        files.Add(1, new("format", format), new("outcome", failed ? "failed" : "read"));
        pages.Add(pagesOfFile, new KeyValuePair<string, object?>("format", format));
    }

    /// <summary>Tells from now on how many turns there are.</summary>
    public void TellTurns(Func<int> running, Func<int> queued)
    {
        meter.CreateObservableGauge("lectern.turns.running", running, "{turn}", "Turns that run");
        meter.CreateObservableGauge("lectern.turns.queued", queued, "{turn}", "Turns that wait for a place");
    }

    /// <summary>Tells from now on how many syncs there are.</summary>
    /// <param name="oldest">Seconds that the oldest of the waiting ones has waited; 0 without one.</param>
    public void TellSyncs(Func<int> running, Func<int> queued, Func<double> oldest)
    {
        meter.CreateObservableGauge("lectern.syncs.running", running, "{sync}", "Syncs that run");
        meter.CreateObservableGauge("lectern.syncs.queued", queued, "{sync}", "Syncs that wait for a server to take them");
        meter.CreateObservableGauge("lectern.syncs.oldest", oldest, "s", "How long the oldest waiting sync has waited");
    }

    public void Dispose() => meter.Dispose();

    private Histogram<double> OfSeconds(string name, string what) =>
        meter.CreateHistogram(name, "s", what, tags: null, advice: Seconds);

    private void Count(long? count, string type)
    {
        if (count is > 0)
            tokens.Record(count.Value, new("gen_ai.token.type", type), new("gen_ai.operation.name", "chat"));
    }
}
