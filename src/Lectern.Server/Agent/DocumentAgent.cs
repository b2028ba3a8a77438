using Lectern.Server.Agent.Models;
using Lectern.Server.Agent.Tools;
using Lectern.Server.Retrieval;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent;

/// <summary>
/// The loop of model and tools: asks the model, runs the tools it calls, and asks again with their results until it answers. What it
/// says is written as it comes. Thread-safe; turns share nothing.
/// </summary>
internal sealed partial class DocumentAgent(IChatClient model, IRetrieval retrieval, AgentLimits limits, TimeProvider time, ILogger<DocumentAgent> logger)
{
    /// <summary>
    /// Answers one prompt. A fault of the model is part of the outcome, and so is a cancellation: what was said until then is kept.
    /// </summary>
    public async Task<AgentOutcome> RunAsync(AgentTurn turn, ITurnWriter writer, CancellationToken cancellationToken)
    {
        var usage = new UsageSum();
        var tools = new TurnTools(new DocumentTools(retrieval, turn), writer, limits, time, logger);
        var messages = Conversation.Begin(turn);
        string? error = null;
        try
        {
            for (var number = 1; error is null; number++)
            {
                var isLast = number == limits.MaxSteps;

                // Not a system message: many servers accept one only at the beginning.
                if (isLast)
                    messages.Add(new ChatMessage(ChatRole.User, Prompts.LastStep));
                var step = new AgentStep(model, writer, limits, time);
                error = await step.RunAsync(messages, isLast ? null : tools.Declarations, usage, cancellationToken);
                if (error is not null)
                    break;
                if (step.Calls.Count == 0 || isLast)
                {
                    error = step.HasText ? null : Missing(isLast);
                    break;
                }

                messages.AddRange(await tools.RunAsync(step.Text, step.Calls, cancellationToken));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The runner knows who cancelled; the usage so far is told either way.
        }

        if (error is not null)
            ModelFailed(turn.SessionId);
        return new AgentOutcome(error, usage.InputTokens, usage.OutputTokens, usage.Steps);
    }

    private string Missing(bool isLast) => isLast
        ? $"The model used all {limits.MaxSteps} steps of the turn without an answer."
        : "The model gave an empty answer. Asking again may help.";

    /// <summary>Without the reason: the server's or the model's own words can hold the prompt.</summary>
    [LoggerMessage(Level = LogLevel.Warning, Message = "The model failed in the turn of {SessionId}; the turn's stop says why")]
    private partial void ModelFailed(string sessionId);
}

/// <summary>How far the agent may go in one turn.</summary>
internal sealed record AgentLimits
{
    /// <summary>Calls of the model, at least 2; the last one has no tools and has to answer.</summary>
    public int MaxSteps { get; init; } = 12;

    /// <summary>UTF-16 characters of one step's text, and of its thinking.</summary>
    public int MaxAnswerCharacters { get; init; } = 200_000;

    public TimeSpan FirstToken { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Between two pieces of an answer.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Of one step from request to end: a server that sends empty updates for ever is not silent.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Of one tool's call.</summary>
    public TimeSpan Tool { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>Tokens over the steps of a turn, as the provider counted them.</summary>
internal sealed class UsageSum
{
    public long? InputTokens { get; private set; }

    public long? OutputTokens { get; private set; }

    public int Steps { get; set; }

    public void Add(UsageDetails details)
    {
        InputTokens = Sum(InputTokens, details.InputTokenCount);
        OutputTokens = Sum(OutputTokens, details.OutputTokenCount);
    }

    private static long? Sum(long? sum, long? more) => more is null ? sum : (sum ?? 0) + more;
}
