using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.Settings;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Lectern.Server.Platform.Diagnostics;

/// <summary>
/// Sends spans and metrics by OTLP where the standard variables (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and its like) name a
/// collector, and shows the metrics at <c>/metrics</c> where the settings say so. Without either nothing is collected.
/// </summary>
internal static class TelemetryExport
{
    private const string MetricsPath = "/metrics";

    /// <summary>Whose metrics are exported.</summary>
    public static readonly IReadOnlyList<string> Meters =
        [Telemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    public static void AddTelemetryExport(this IServiceCollection services, LecternOptions options)
    {
        if (options.LogsJson)
            services.AddHostedService<TurnLines>();
        if (options is { SendsTelemetry: false, ShowsMetrics: false })
            return;
        services.AddHostedService<SpanDurations>();
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                "lectern", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter([.. Meters]);
                if (options.SendsTelemetry)
                    metrics.AddOtlpExporter();
                if (options.ShowsMetrics)
                    metrics.AddPrometheusExporter();
            });
        if (options.SendsTelemetry)
            telemetry.WithTracing(tracing => tracing.AddSource(Telemetry.Name).AddOtlpExporter());
    }

    /// <summary>For a key with the server right: what others ask and when is nobody else's.</summary>
    public static void MapMetrics(this WebApplication app, LecternOptions options)
    {
        if (!options.ShowsMetrics)
            return;
        app.UseWhen(
            http => http.Request.Path.StartsWithSegments(MetricsPath, StringComparison.OrdinalIgnoreCase),
            branch => branch.Use((http, next) =>
            {
                http.ServerScope();
                return next(http);
            }));
        app.MapPrometheusScrapingEndpoint(MetricsPath).WithMetadata(new NeedsKey());
    }
}
