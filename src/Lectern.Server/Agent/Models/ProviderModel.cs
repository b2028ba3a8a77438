using System.Runtime.CompilerServices;
using Lectern.Server.Platform.Outgoing;
using Lectern.Server.Platform.Settings;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent.Models;

/// <summary>
/// A provider's model as the agent sees it: results of tools are fenced, reasoning is asked for as it was set, and its settings'
/// names are known to who tells its faults.
/// </summary>
internal sealed class ProviderModel(IChatClient inner, ProviderNames names, bool sees, ModelSettings settings)
    : DelegatingChatClient(new FencedResults(inner))
{
    private readonly ModelTraits traits = new(names, settings.Vision ?? sees);

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(ModelTraits) ? traits : base.GetService(serviceType, serviceKey);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var asked = options?.Clone() ?? new ChatOptions();
        if (settings.Reasoning is { } effort)
            asked.Reasoning = new ReasoningOptions
            {
                Effort = Enum.Parse<ReasoningEffort>(effort, ignoreCase: true),
                Output = ReasoningOutput.Full
            };
        await foreach (var update in base.GetStreamingResponseAsync(messages, asked, cancellationToken))
            yield return update;
    }
}
