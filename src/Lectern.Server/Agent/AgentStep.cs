using Lectern.Server.Agent.Models;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent;

/// <summary>One call of the model: writes what it says as it comes, and gathers the tools it calls. For one use.</summary>
internal sealed class AgentStep(IChatClient model, ITurnWriter writer, AgentLimits limits, TimeProvider time)
{
    private readonly StepText text = new(writer);
    private string? fault;

    /// <summary>The calls, in the order they came.</summary>
    public List<FunctionCallContent> Calls { get; } = [];

    public bool HasText => text.HasText;

    /// <summary>What goes back to the model as its own message.</summary>
    public IEnumerable<AIContent> Said => text.HasText ? [new TextContent(text.AllText), .. Calls] : Calls;

    /// <returns>What went wrong, for a person; null when nothing did.</returns>
    public async Task<string?> RunAsync(
        IReadOnlyList<ChatMessage> messages, IList<AITool>? tools, UsageSum usage, CancellationToken cancellationToken)
    {
        usage.Steps++;
        using var patience = new CancellationTokenSource(limits.FirstToken, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var spoke = false;
        try
        {
            var updates = model.GetStreamingResponseAsync(messages, new ChatOptions { Tools = tools }, either.Token);
            await foreach (var update in updates.WithCancellation(either.Token))
            {
                spoke = true;
                patience.CancelAfter(limits.Silence);
                foreach (var content in update.Contents)
                    await TakeAsync(content, usage, cancellationToken);
                fault ??= FaultOf(update.FinishReason);
                if (fault is not null)
                    break;
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var seconds = (spoke ? limits.Silence : limits.FirstToken).TotalSeconds;
            fault = $"The model server said nothing for {seconds:0} seconds.";
        }
        catch (Exception e) when (ModelFaults.Describe(e) is { } description && !cancellationToken.IsCancellationRequested)
        {
            fault = description;
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && e is not OperationCanceledException)
        {
            // A connection that is closed under a reader fails in many ways; they all mean the cancellation.
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        finally
        {
            // What was said stays in the history, however the step ends.
            await text.CloseAsync();
        }

        return fault;
    }

    private async ValueTask TakeAsync(AIContent content, UsageSum usage, CancellationToken cancellationToken)
    {
        switch (content)
        {
            case TextReasoningContent reasoning:
                await text.ThinkAsync(reasoning.Text, cancellationToken);
                break;
            case TextContent said:
                await text.SayAsync(said.Text, cancellationToken);
                if (text.Characters > limits.MaxAnswerCharacters)
                    fault = $"The answer was cut off: it had more than {limits.MaxAnswerCharacters:N0} characters.";
                break;
            case FunctionCallContent call:
                Calls.Add(call);
                break;
            case UsageContent used:
                usage.Add(used.Details);
                break;
            case ErrorContent error:
                fault = error.ErrorCode == "Refusal"
                    ? $"The model refused to answer: {error.Message}"
                    : $"The model reported an error: {error.Message}";
                break;
        }
    }

    private static string? FaultOf(ChatFinishReason? reason) =>
        reason == ChatFinishReason.ContentFilter ? "The model's content filter stopped the answer." : null;
}
