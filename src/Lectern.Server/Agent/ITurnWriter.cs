using Lectern.Contracts;

namespace Lectern.Server.Agent;

/// <summary>Where the agent writes a turn's events, in order. Returns once the event is durable.</summary>
internal interface ITurnWriter
{
    ValueTask AppendAsync(ChatEvent chatEvent, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps what the turn has used, when the model has ended a step that calls tools and before their first result.
    /// </summary>
    ValueTask StepEndedAsync(AgentUsage used);

    /// <summary>Keeps a citation of the text that is being written, before the delta with its mark.</summary>
    ValueTask CitedAsync(Citation citation);
}
