using Lectern.Contracts;
using Lectern.Server.Agent.Tools;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent;

/// <summary>
/// What the model is given: instructions, the session's earlier turns, the prompt, and the steps of this turn; within a budget.
/// What does not fit is shortened, and the model is told: first the results of older steps, then older turns are summarised,
/// then left out, at last the newest results are shortened. For one turn; not thread-safe.
/// </summary>
internal sealed class Conversation
{
    private readonly AgentTurn turn;
    private readonly AgentLimits limits;
    private readonly List<List<ChatMessage>> earlier;

    /// <summary>The calls and results of each step, and what was said behind them.</summary>
    private readonly List<IReadOnlyList<ChatMessage>> steps = [];

    private long room;

    public Conversation(AgentTurn turn, AgentLimits limits)
    {
        (this.turn, this.limits) = (turn, limits);
        room = limits.ContextTokens * (long)TextSize.PerToken;
        earlier = [.. Split(turn.History).Select(ToMessages)];
    }

    /// <param name="step">A step's calls and results, or several steps'.</param>
    public void Add(IReadOnlyList<ChatMessage> step)
    {
        if (step.Count > 0)
            steps.Add(step);
    }

    /// <summary>Not a system message: many servers accept one only at the beginning.</summary>
    public void Note(string text) => steps.Add([new ChatMessage(ChatRole.User, text)]);

    /// <returns>Messages of at most the budget, as far as that is possible.</returns>
    public IReadOnlyList<ChatMessage> Fit()
    {
        var fitting = new FittingMessages(turn.Prompt, earlier, steps);
        fitting.Fit(room - TextSize.Of(Prompts.Instructions(turn, fitting.Cut, limits.Instructions)));

        // One system message, at the beginning: some servers accept no other.
        return [new ChatMessage(ChatRole.System, Prompts.Instructions(turn, fitting.Cut, limits.Instructions)),
            .. fitting.Messages];
    }

    /// <summary>Makes do with half of what was sent last, for a model whose context is smaller than the budget.</summary>
    /// <returns>Whether there is less to send now.</returns>
    public bool Halve()
    {
        var sent = Fit().Sum(TextSize.Of);
        room = sent / 2;
        return Fit().Sum(TextSize.Of) < sent * 9 / 10;
    }

    private static List<List<ChatEvent>> Split(IReadOnlyList<ChatEvent> history)
    {
        var turns = new List<List<ChatEvent>>();
        foreach (var chatEvent in history)
        {
            if (chatEvent is UserInputEvent || turns.Count == 0)
                turns.Add([]);
            turns[^1].Add(chatEvent);
        }

        return turns;
    }

    private static List<ChatMessage> ToMessages(List<ChatEvent> turn)
    {
        var messages = new List<ChatMessage>();
        var results = turn.OfType<ToolResultEvent>().DistinctBy(
            r => r.CallId).ToDictionary(r => r.CallId, StringComparer.Ordinal);
        foreach (var chatEvent in turn)
        {
            switch (chatEvent)
            {
                case UserInputEvent user:
                    messages.Add(new ChatMessage(ChatRole.User, user.Content));
                    break;
                case TextEvent text:
                    messages.Add(new ChatMessage(ChatRole.Assistant, text.Content));
                    break;

                // A call without a result, as a cancel leaves it, would make the conversation invalid.
                case ToolCallEvent call when results.Remove(call.CallId, out var result):
                    messages.Add(new ChatMessage(ChatRole.Assistant, [TurnTools.ToContent(call)]));
                    messages.Add(
                        new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, ShortResult.Of(result.Result))]));
                    break;
            }
        }

        // Servers with strict templates want the roles to alternate.
        if (messages.Count > 0 && messages[^1].Role != ChatRole.Assistant)
            messages.Add(new ChatMessage(ChatRole.Assistant, Prompts.NoAnswer));
        return messages;
    }
}
