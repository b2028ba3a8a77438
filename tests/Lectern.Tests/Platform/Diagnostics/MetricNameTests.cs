using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Lectern.Server.Platform.Diagnostics;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Platform.Diagnostics;

public sealed partial class MetricNameTests
{
    [Fact]
    public void The_docs_and_the_dashboard_name_the_metrics_that_the_meter_has()
    {
        var measured = new SortedSet<string>(StringComparer.Ordinal);
        using (var listener = new MeterListener())
        {
            listener.InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == Telemetry.Name)
                    measured.Add(instrument.Name);
            };
            using var meter = new ServerMeter();
            meter.TellTurns(() => 0, () => 0);
            meter.TellSyncs(() => 0, () => 0, () => 0);
            listener.Start();
        }

        Assert.NotEmpty(measured);
        var docs = File.ReadAllText(Path.Combine(Repository.Root, "docs/operations.md"))
            .Split("## Metrics and traces")[1].Split("\n## ")[0];
        Assert.Equal(measured, new SortedSet<string>(Names(Metric().Matches(docs)), StringComparer.Ordinal));

        // Prometheus writes them with _, a unit and a kind behind: lectern_turns_duration_seconds_bucket.
        var dashboard = File.ReadAllText(Path.Combine(Repository.Root, "deploy/grafana-dashboard.json"));
        var shown = Names(PrometheusMetric().Matches(dashboard)).ToHashSet(StringComparer.Ordinal);
        Assert.All(shown, s => Assert.Contains(measured, m => s.StartsWith(m.Replace('.', '_'), StringComparison.Ordinal)));
        Assert.All(measured, m => Assert.Contains(shown, s => s.StartsWith(m.Replace('.', '_'), StringComparison.Ordinal)));
    }

    /// <summary>Also those of .NET's web server and runtime.</summary>
    [Fact]
    public async Task Every_metric_that_is_exported_stands_in_the_docs_by_its_name()
    {
        var docs = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "docs/operations.md"), TestContext.Current.CancellationToken);
        var published = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await using var server = await TestServer.StartAsync();
        await server.GetAsync("/api/v1/chat");
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (TelemetryExport.Meters.Contains(instrument.Meter.Name))
                published[instrument.Name] = instrument.Meter.Name;
        };
        listener.Start();
        Assert.Equal(TelemetryExport.Meters.Order(), published.Values.Distinct().Order());
        Assert.All(published.Keys, name => Assert.Contains($"`{name}`", docs, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Names(MatchCollection found) => found.Select(m => m.Groups["name"].Value);

    /// <summary>In a row of the table of metrics.</summary>
    [GeneratedRegex(@"(?<=\n\|[^\n|]*)`(?<name>(lectern|gen_ai)\.[a-z_.]+)`(?=[^\n|]*\|)")]
    private static partial Regex Metric();

    [GeneratedRegex(@"(?<name>(lectern|gen_ai_client)_[a-z_]+)")]
    private static partial Regex PrometheusMetric();
}
