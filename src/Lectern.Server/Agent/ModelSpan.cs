using System.Diagnostics;
using Lectern.Server.Platform.Diagnostics;
using Lectern.Server.Platform.Outgoing;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent;

/// <summary>
/// The span of one call of a model, with what OpenTelemetry's conventions for generative AI tell of it; what is asked and said is
/// not. For one call.
/// </summary>
internal sealed class ModelSpan : IDisposable
{
    private readonly Activity? span = Spans.Begin(Spans.Model, ActivityKind.Client);
    private bool hasEnded;

    public ModelSpan(IChatClient model)
    {
        if (span is null)
            return;
        var known = model.GetService<ChatClientMetadata>();
        span.SetTag(Spans.Operation, "chat").SetTag(Spans.Provider, known?.ProviderName ?? "lectern")
            .SetTag(Spans.RequestModel, known?.DefaultModelId);
    }

    /// <summary>The first update is here.</summary>
    public void First() => span?.AddEvent(new ActivityEvent(Spans.First));

    public void End(ChatFinishReason? finish, UsageDetails? used, ModelFault? fault)
    {
        hasEnded = true;
        if (finish is { } reason)
            span?.SetTag(Spans.FinishReasons, new[] { reason.Value });
        span?.SetTag(Spans.InputTokens, used?.InputTokenCount).SetTag(Spans.OutputTokens, used?.OutputTokenCount);
        if (fault is not null)
            span.Failed("model_fault");
    }

    /// <summary>A call that was cancelled, or that nothing could be made of, has no end.</summary>
    public void Dispose()
    {
        if (!hasEnded)
            span.Failed("cut_off");
        span?.Dispose();
    }
}
