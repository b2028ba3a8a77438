using System.Diagnostics;

namespace Lectern.Server.Platform.Diagnostics;

/// <summary>
/// Makes a metric of how long each span took, by its name: every stage of a turn, a search and a sync has one, and none is
/// measured twice. Made only where somebody gets metrics. Thread-safe.
/// </summary>
internal sealed class SpanDurations : IHostedService, IDisposable
{
    /// <summary>Of the model's span, what its metric is told by.</summary>
    private static readonly string[] ModelLabels = [Spans.Operation, Spans.Provider, Spans.RequestModel, Spans.ErrorType];

    private readonly ServerMeter meter;
    private readonly ActivityListener listener;

    public SpanDurations(ServerMeter meter)
    {
        this.meter = meter;
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = Record,
        };
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        ActivitySource.AddActivityListener(listener);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => listener.Dispose();

    private void Record(Activity span)
    {
        // Requests have a metric of the web server's, by route and status.
        if (span.OperationName == Spans.Request)
            return;
        var seconds = span.Duration.TotalSeconds;
        meter.StageDuration.Record(seconds, new KeyValuePair<string, object?>("stage", span.OperationName));
        if (span.OperationName != Spans.Model)
            return;
        var labels = new TagList();
        foreach (var name in ModelLabels)
        {
            if (span.GetTagItem(name) is { } value)
                labels.Add(name, value);
        }

        meter.ModelDuration.Record(seconds, labels);
    }
}
