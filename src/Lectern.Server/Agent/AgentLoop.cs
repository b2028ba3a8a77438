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
/// The loop of model and tools: asks the model, runs the tools it calls, and asks again with their results until it answers. For
/// one turn.
/// </summary>
internal sealed class AgentLoop
{
    private readonly IChatClient model;
    private readonly AgentLimits limits;
    private readonly TimeProvider time;
    private readonly ITurnWriter writer;
    private readonly UsageSum usage;
    private readonly KnownText known;
    private readonly CitationProof proof;
    private readonly TurnFilter filter;
    private readonly TurnTools tools;
    private readonly Conversation conversation;
    private IReadOnlyList<Premise> premises;
    private ShownVersions? versions;
    private bool isToldOfLast;

    public AgentLoop(
        IChatClient model, IRetrieval retrieval, AgentLimits limits, TimeProvider time, AgentTurn turn, ITurnWriter writer,
        ILogger logger)
    {
        (this.model, this.limits, this.time, this.writer) = (model, limits, time, writer);
        usage = new UsageSum(turn.Used);
        var passages = new PassageNumbers();
        passages.Remember(turn.History.Concat(turn.SoFar));
        known = new KnownText(turn, passages);
        proof = new CitationProof(retrieval, turn.Scope, passages, known);
        premises = Premise.Of(turn.Prompt);
        filter = new TurnFilter(known, passages);
        tools = new TurnTools(
            new DocumentTools(retrieval, turn, (model.GetService<ModelTraits>() ?? ModelTraits.Unknown).Sees, time), passages,
            writer, limits, time, turn.SessionId, logger);
        conversation = new Conversation(turn, limits);
        foreach (var past in tools.Remember(turn.SoFar))
            conversation.Add(past);
        versions = model.GetService<ExtractiveChatClient>() is null ? new ShownVersions(turn.Prompt, passages) : null;
    }

    public AgentUsage Used => usage.Told;

    /// <returns>Why there is no answer, or none to the end; null when there is one.</returns>
    public async Task<ModelFault?> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            using var span = Spans.Begin(Spans.Step);

            // Not over the limit by much: a step is not cut off in the middle for its tokens.
            var isLast = usage.Told.Steps >= limits.MaxSteps - 1 || usage.Spent >= limits.MaxTokens;
            if (isLast && !isToldOfLast)
                conversation.Note(Prompts.LastStep);
            isToldOfLast = isLast;
            var text = new StepText(writer);
            var step = new AgentStep(model, text, new CitedAnswer(text, proof, known, filter), limits, time);
            var fault = await RunAsync(step, isLast, cancellationToken);
            if (fault?.Kind == ModelFaultKind.TooLong && conversation.Halve())
                continue;
            if (fault is not null)
                return fault;
            if (step.Calls.Count == 0 || isLast)
                return step.HasText ? null : NoAnswer(isLast);
            await writer.StepEndedAsync(usage.Told);
            conversation.Add(await tools.RunAsync(step.Text, step.Thoughts, step.Calls, cancellationToken));
            await NoteAsync(cancellationToken);
        }
    }

    private async Task<ModelFault?> RunAsync(AgentStep step, bool isLast, CancellationToken cancellationToken)
    {
        try
        {
            return await step.RunAsync(conversation.Fit(), isLast ? null : tools.Declarations, usage, cancellationToken);
        }
        finally
        {
            usage.Add(step);
        }
    }

    /// <summary>Tells the model, each once: what was found is not as the question has it, and versions disagree.</summary>
    private async Task NoteAsync(CancellationToken cancellationToken)
    {
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

    private ModelFault NoAnswer(bool isLast) => ModelFault.Of(
        !isLast ? "The model gave an empty answer. Asking again may help."
        : usage.Told.Steps >= limits.MaxSteps ? $"The model used all {limits.MaxSteps} steps of the turn without an answer."
        : $"The model used the {limits.MaxTokens:N0} tokens of the turn without an answer.");
}
