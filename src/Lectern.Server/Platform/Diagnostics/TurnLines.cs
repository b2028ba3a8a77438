using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Lectern.Server.Platform.Diagnostics;

/// <summary>
/// Says in the log where each turn's time went, by the names of its spans, the longest first: a slow answer is followed by its
/// request's id without a collector. Stages hold others, and some run beside others, so they are no sum. Thread-safe.
/// </summary>
internal sealed partial class TurnLines : IHostedService, IDisposable
{
    private const string Stages = "stages";

    private readonly ILogger<TurnLines> logger;
    private readonly ActivityListener listener;

    public TurnLines(ILogger<TurnLines> logger)
    {
        this.logger = logger;
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = Begin,
            ActivityStopped = End,
        };
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        ActivitySource.AddActivityListener(listener);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => listener.Dispose();

    private static void Begin(Activity span)
    {
        if (span.OperationName == Spans.Turn)
            span.SetCustomProperty(Stages, new ConcurrentDictionary<string, TimeSpan>(StringComparer.Ordinal));
    }

    private void End(Activity span)
    {
        if (span.OperationName == Spans.Turn)
        {
            Ended(
                span.GetTagItem(Spans.SessionId) as string ?? "no session", span.GetTagItem(Spans.Outcome) as string ?? "ended",
                Seconds(span.Duration), Told(span));
            return;
        }

        for (var above = span.Parent; above is not null; above = above.Parent)
        {
            if (above.GetCustomProperty(Stages) is not ConcurrentDictionary<string, TimeSpan> stages)
                continue;
            stages.AddOrUpdate(span.OperationName, span.Duration, (_, before) => before + span.Duration);
            return;
        }
    }

    private static string Told(Activity turn) => turn.GetCustomProperty(Stages) is ConcurrentDictionary<string, TimeSpan> stages
        ? string.Join(", ", stages.OrderByDescending(s => s.Value).Select(s => $"{s.Key} {Seconds(s.Value)}"))
        : "";

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Information, Message = "The turn of {SessionId} was {Outcome} in {Seconds} s: {Stages}")]
    private partial void Ended(string sessionId, string outcome, string seconds, string stages);
}
