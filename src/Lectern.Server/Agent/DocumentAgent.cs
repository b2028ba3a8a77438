using Lectern.Server.Agent.Citations;
using Lectern.Server.Agent.Models;
using Lectern.Server.Agent.Models.Extractive;
using Lectern.Server.Agent.Tools;
using Lectern.Server.Agent.Versions;
using Lectern.Server.Platform.Diagnostics;
using Lectern.Server.Platform.Outgoing;
using Lectern.Server.Retrieval;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent;

/// <summary>
/// The loop of model and tools: asks the model, runs the tools it calls, and asks again with their results until it answers.
/// What it says is written as it comes. Thread-safe; turns share nothing.
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
        turn = turn with { Today = DateOnly.FromDateTime(time.GetLocalNow().Date) };
        var usage = new UsageSum(turn.Used);
        var passages = new PassageNumbers();
        passages.Remember(turn.History.Concat(turn.SoFar));
        var known = new KnownText(turn, passages);
        var proof = new CitationProof(retrieval, turn.Scope, passages, known);
        var premises = Premise.Of(turn.Prompt);
        var filter = new TurnFilter(known, passages);
        var tools = new TurnTools(
            new DocumentTools(retrieval, turn, (model.GetService<ModelTraits>() ?? ModelTraits.Unknown).Sees, time), passages,
            writer, limits, time, turn.SessionId, logger);
        var conversation = new Conversation(turn, limits);
        foreach (var past in tools.Remember(turn.SoFar))
            conversation.Add(past);
        ModelFault? fault = null;
        var isTold = false;
        var versions = model.GetService<ExtractiveChatClient>() is null ? new ShownVersions(turn.Prompt, passages) : null;
        try
        {
            while (fault is null)
            {
                using var span = Spans.Begin(Spans.Step);

                // Not over the limit by much: a step is not cut off in the middle for its tokens.
                var isLast = usage.Told.Steps >= limits.MaxSteps - 1 || usage.Spent >= limits.MaxTokens;

                if (isLast && !isTold)
                    conversation.Note(Prompts.LastStep);
                isTold = isLast;
                var text = new StepText(writer);
                var step = new AgentStep(model, text, new CitedAnswer(text, proof, known, filter), limits, time);
                try
                {
                    fault = await step.RunAsync(conversation.Fit(), isLast ? null : tools.Declarations, usage, cancellationToken);
                }
                finally
                {
                    usage.Add(step);
                }

                if (fault?.Kind == ModelFaultKind.TooLong && conversation.Halve())
                {
                    fault = null;
                    continue;
                }

                if (fault is not null)
                    break;
                if (step.Calls.Count == 0 || isLast)
                {
                    fault = step.HasText ? null : isLast ? NoAnswer(
                        usage) : ModelFault.Of("The model gave an empty answer. Asking again may help.");
                    break;
                }

                await writer.StepEndedAsync(usage.Told);
                conversation.Add(await tools.RunAsync(step.Text, step.Thoughts, step.Calls, cancellationToken));
                if (await proof.FindOtherwiseAsync(premises, cancellationToken) is { } number)
                {
                    conversation.Note(Prompts.Otherwise(number));
                    premises = [];
                }
                else if (versions?.Find() is { } disagreeing)
                {
                    conversation.Note(Prompts.Disagree(disagreeing));
                    versions = null;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The runner knows who cancelled; the usage so far is told either way.
        }

        if (fault is not null)
            ModelFailed(turn.SessionId, fault.Sentence.TrimEnd('.'));
        if (usage.Told.DroppedCitations > 0)
            CitationsDropped(turn.SessionId, usage.Told.DroppedCitations);
        return new AgentOutcome(fault?.Text, usage.Told);
    }

    private ModelFault NoAnswer(UsageSum usage) => ModelFault.Of(usage.Told.Steps >= limits.MaxSteps
        ? $"The model used all {limits.MaxSteps} steps of the turn without an answer."
        : $"The model used the {limits.MaxTokens:N0} tokens of the turn without an answer.");

    [LoggerMessage(Level = LogLevel.Warning, Message = "The model failed in the turn of {SessionId}: {Reason}")]
    private partial void ModelFailed(string sessionId, string reason);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Count} marks in the turn of {SessionId} were left out: "
            + "they name no passage, or one that does not support what was said")]
    private partial void CitationsDropped(string sessionId, int count);
}
