using Lectern.Server.Platform.Outgoing;
using Lectern.Server.Retrieval;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent;

/// <summary>
/// Answers prompts with a model and the tools that search the documents (<see cref="AgentLoop"/>). What is said is written as it
/// comes. Thread-safe; turns share nothing.
/// </summary>
internal sealed partial class DocumentAgent(
    IChatClient model, IRetrieval retrieval, AgentLimits limits, TimeProvider time, ILogger<DocumentAgent> logger)
{
    /// <summary>
    /// Answers one prompt. A fault of the model is part of the outcome, and so is a cancellation: what was said until then is
    /// kept.
    /// </summary>
    public async Task<AgentOutcome> RunAsync(AgentTurn turn, ITurnWriter writer, CancellationToken cancellationToken)
    {
        var loop = new AgentLoop(
            model, retrieval, limits, time, turn with { Today = DateOnly.FromDateTime(time.GetLocalNow().Date) }, writer, logger);
        ModelFault? fault = null;
        try
        {
            fault = await loop.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The runner knows who cancelled; the usage so far is told either way.
        }

        var used = loop.Used;
        if (fault is not null)
            ModelFailed(turn.SessionId, fault.Sentence.TrimEnd('.'));
        if (used.DroppedCitations > 0)
            CitationsDropped(turn.SessionId, used.DroppedCitations);
        return new AgentOutcome(fault?.Text, used);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The model failed in the turn of {SessionId}: {Reason}")]
    private partial void ModelFailed(string sessionId, string reason);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Count} marks in the turn of {SessionId} were left out: "
            + "they name no passage, or one that does not support what was said")]
    private partial void CitationsDropped(string sessionId, int count);
}
