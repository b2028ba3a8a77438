using System.Text;
using Lectern.Server.Agent.Citations;
using Lectern.Server.Agent.Models;
using Lectern.Server.Platform.Outgoing;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent;

/// <summary>One call of the model: writes what it says as it comes, and gathers the tools it calls. For one use.</summary>
internal sealed class AgentStep(IChatClient model, StepText text, CitedAnswer answer, AgentLimits limits, TimeProvider time)
{
    private readonly StringBuilder refusal = new();
    private readonly StringBuilder unsigned = new();
    private UsageDetails? used;
    private ChatFinishReason? finish;
    private ModelFault? fault;
    private bool hasBegun;

    /// <summary>The calls, in the order they came.</summary>
    public List<FunctionCallContent> Calls { get; } = [];

    /// <summary>What the provider wants to see again with the calls: its reasoning, signed.</summary>
    public List<AIContent> Thoughts { get; } = [];

    private ModelTraits Traits => model.GetService<ModelTraits>() ?? ModelTraits.Unknown;

    public bool HasText => text.HasText;

    public string Text => text.AllText;

    /// <summary>Marks that could not be proved.</summary>
    public int DroppedCitations => answer.Dropped;

    /// <summary>Sentences that state something and have no citation that held.</summary>
    public int Unproved => text.Unproved;

    /// <summary>Those of them of which a passage says otherwise.</summary>
    public int Contradicted => text.Contradicted;

    /// <returns>What went wrong; null when nothing did.</returns>
    /// <exception cref="OperationCanceledException">
    /// Cancelled: the model's connection is closed, what it said is written.
    /// </exception>
    public async Task<ModelFault?> RunAsync(
        IReadOnlyList<ChatMessage> messages, IList<AITool>? tools, UsageSum usage, CancellationToken cancellationToken)
    {
        usage.BeginStep();
        using var span = new ModelSpan(model);
        try
        {
            await ListenAsync(messages, new ChatOptions { Tools = tools }, span, cancellationToken);
        }
        finally
        {
            // What was said stays in the history, however the step ends.
            await answer.CloseAsync();

            // A request that was refused has used nothing.
            if (hasBegun)
                usage.EndStep(used, messages.Sum(TextSize.Of), text.Size + Calls.Sum(TextSize.Of));
        }

        // What was held back is said only now.
        fault ??= FaultOfEnding();
        span.End(finish, used, fault);
        return fault;
    }

    /// <summary>Reads the model to its end. Leaving, for whatever reason, closes the connection to it.</summary>
    private async Task ListenAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions options, ModelSpan span, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var total = new CancellationTokenSource(limits.Total, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, total.Token, cancellationToken);
        await using var updates = model.GetStreamingResponseAsync(messages, options, any.Token).GetAsyncEnumerator(any.Token);
        var patience = limits.FirstToken;
        while (fault is null)
        {
            silence.CancelAfter(patience);
            try
            {
                if (!await updates.MoveNextAsync())
                    return;
            }
            catch (Exception e) when (cancellationToken.IsCancellationRequested)
            {
                // A connection that is closed under a reader fails in many ways; they all mean the cancellation.
                throw new OperationCanceledException(e.Message, e, cancellationToken);
            }
            catch (Exception e) when ((silence.IsCancellationRequested ? SaidNothing(patience)
                : total.IsCancellationRequested ? TookTooLong()
                : ModelFaults.Describe(e, Traits.Names)) is { } description)
            {
                fault = description;
                return;
            }

            if (!hasBegun)
                span.First();
            hasBegun = true;

            // The time that writing takes is not the model's silence.
            silence.CancelAfter(Timeout.InfiniteTimeSpan);
            foreach (var content in updates.Current.Contents)
                await TakeAsync(content, cancellationToken);
            finish = updates.Current.FinishReason ?? finish;

            // The first update only names the role; a model that thinks in silence comes after it.
            if (updates.Current.Contents.Count > 0)
                patience = limits.Silence;
        }
    }

    private async ValueTask TakeAsync(AIContent content, CancellationToken cancellationToken)
    {
        switch (content)
        {
            case TextReasoningContent reasoning:
                Think(reasoning);
                await answer.ThinkAsync(Fitting(reasoning.Text, text.ThinkingCharacters), cancellationToken);
                break;
            case TextContent said:
                await answer.SayAsync(Fitting(said.Text, text.TextCharacters), cancellationToken);
                break;
            case FunctionCallContent call:
                Calls.Add(call);
                break;
            case UsageContent usage:
                // Some servers send running totals with every update: the last one counts.
                used = usage.Details;
                break;
            case ErrorContent error:
                refusal.Append(error.Message);
                break;
        }
    }

    /// <summary>A signature comes behind the pieces that it signs, and makes one block of them.</summary>
    private void Think(TextReasoningContent reasoning)
    {
        unsigned.Append(reasoning.Text);
        if (string.IsNullOrEmpty(reasoning.ProtectedData))
            return;
        Thoughts.Add(new TextReasoningContent(unsigned.ToString()) { ProtectedData = reasoning.ProtectedData });
        unsigned.Clear();
    }

    /// <summary>A model that does not stop must not fill the log.</summary>
    private string Fitting(string said, int already)
    {
        var room = limits.MaxAnswerCharacters - already;
        if (said.Length <= room)
            return said;
        fault = ModelFault.Of($"The answer was cut off: it had more than {limits.MaxAnswerCharacters:N0} characters.");
        return said[..Math.Max(room, 0)];
    }

    private ModelFault? FaultOfEnding()
    {
        if (refusal.Length > 0)
            return ModelFault.Of("The model refused to answer", ModelFaults.Quoted(refusal.ToString()));
        if (finish == ChatFinishReason.ContentFilter)
            return ModelFault.Of("The model's content filter stopped the answer.");

        // Whoever closes a connection in the middle, such as a proxy, may do it as cleanly as the server at the end.
        if (finish is null && model.GetService<ModelTraits>() is not null)
            return ModelFault.Of("The answer broke off: the model's stream ended without saying that it was whole.");
        return finish == ChatFinishReason.Length && !HasText && Calls.Count == 0
            ? ModelFault.Of("The model reached its output limit before it said anything.")
            : null;
    }

    private ModelFault SaidNothing(TimeSpan patience) => ModelFault.Of(patience == limits.FirstToken
        ? $"The model did not begin to answer within {patience.TotalSeconds:0.#} seconds."
        : $"The model said nothing for {patience.TotalSeconds:0.#} seconds and was given up.");

    private ModelFault TookTooLong() =>
        ModelFault.Of($"The model took longer than {limits.Total.TotalMinutes:0.#} minutes and was given up.");
}
