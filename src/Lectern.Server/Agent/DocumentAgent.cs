using Lectern.Server.Agent.Models;
using Lectern.Server.Agent.Tools;
using Lectern.Server.Retrieval;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent;

/// <summary>
/// The loop of model and tools: asks the model, runs the tools it calls, and asks again with their results until it answers. What it
/// says is written as it comes. Thread-safe; turns share nothing.
/// </summary>
internal sealed class DocumentAgent(IChatClient model, IRetrieval retrieval, AgentLimits limits, TimeProvider time, ILogger<DocumentAgent> logger)
{
    /// <summary>
    /// Answers one prompt. A fault of the model is part of the outcome, and so is a cancellation: what was said until then is kept.
    /// </summary>
    public async Task<AgentOutcome> RunAsync(AgentTurn turn, ITurnWriter writer, CancellationToken cancellationToken)
    {
        var usage = new UsageSum();
        var tools = new TurnTools(new DocumentTools(retrieval, turn), writer, logger);
        var messages = Conversation.Begin(turn);
        string? error = null;
        try
        {
            for (var number = 1; error is null; number++)
            {
                var isLast = number == limits.MaxSteps;
                if (isLast)
                    messages.Add(new ChatMessage(ChatRole.System, Prompts.LastStep));
                var step = new AgentStep(model, writer, limits, time);
                error = await step.RunAsync(messages, isLast ? null : tools.Declarations, usage, cancellationToken);
                if (error is not null || step.Calls.Count == 0)
                {
                    error ??= step.HasText ? null : "The model gave an empty answer.";
                    break;
                }

                messages.Add(new ChatMessage(ChatRole.Assistant, [.. step.Said]));
                messages.Add(new ChatMessage(ChatRole.Tool, [.. await tools.RunAsync(step.Calls, cancellationToken)]));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The runner knows who cancelled; the usage so far is told either way.
        }

        return new AgentOutcome(error, usage.InputTokens, usage.OutputTokens, usage.Steps);
    }
}

/// <summary>How far the agent may go in one turn.</summary>
internal sealed record AgentLimits
{
    /// <summary>Calls of the model; the last one has no tools and has to answer.</summary>
    public int MaxSteps { get; init; } = 12;

    /// <summary>Of one step's answer.</summary>
    public int MaxAnswerCharacters { get; init; } = 200_000;

    public TimeSpan FirstToken { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Between two pieces of an answer.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>Tokens over the steps of a turn, as the provider counted them.</summary>
internal sealed class UsageSum
{
    public long? InputTokens { get; private set; }

    public long? OutputTokens { get; private set; }

    public int Steps { get; set; }

    public void Add(UsageDetails details)
    {
        InputTokens = (InputTokens ?? 0) + (details.InputTokenCount ?? 0);
        OutputTokens = (OutputTokens ?? 0) + (details.OutputTokenCount ?? 0);
    }
}
