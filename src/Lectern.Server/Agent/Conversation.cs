using Lectern.Contracts;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent;

/// <summary>What the model is given: instructions, the session's earlier turns within a budget, the prompt.</summary>
internal static class Conversation
{
    /// <summary>About 15,000 tokens of earlier turns.</summary>
    private const int HistoryCharacters = 60_000;

    public static List<ChatMessage> Begin(AgentTurn turn)
    {
        var earlier = turn.History.Select(ToMessage).OfType<ChatMessage>().ToList();
        var kept = Newest(earlier);
        var messages = new List<ChatMessage> { new(ChatRole.System, Prompts.Instructions(turn)) };
        if (kept.Count < earlier.Count)
            messages.Add(new ChatMessage(ChatRole.System, Prompts.Dropped(earlier.Count - kept.Count)));
        messages.AddRange(kept);
        messages.Add(new ChatMessage(ChatRole.User, turn.Prompt));
        return messages;
    }

    /// <summary>Prompts and answers; what the tools said then can be asked for again.</summary>
    private static ChatMessage? ToMessage(ChatEvent earlier) => earlier switch
    {
        UserInputEvent user => new ChatMessage(ChatRole.User, user.Content),
        TextEvent text => new ChatMessage(ChatRole.Assistant, text.Content),
        _ => null,
    };

    private static List<ChatMessage> Newest(List<ChatMessage> earlier)
    {
        var characters = 0;
        var first = earlier.Count;
        while (first > 0 && characters + earlier[first - 1].Text.Length <= HistoryCharacters)
            characters += earlier[--first].Text.Length;
        return earlier[first..];
    }
}
