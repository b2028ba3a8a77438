using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Contracts;
using Lectern.Server.Agent.Tools;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent;

/// <summary>What the model is given: instructions, the session's newest earlier turns within a budget, the prompt.</summary>
internal static class Conversation
{
    /// <summary>About 15,000 tokens of earlier turns.</summary>
    private const int HistoryCharacters = 60_000;

    /// <summary>Enough of an earlier result to know what it was about; the model can ask again for more.</summary>
    private const int ResultCharacters = 1_000;

    /// <param name="instructions">The operator's own, or null.</param>
    public static List<ChatMessage> Begin(AgentTurn turn, string? instructions)
    {
        var earlier = Split(turn.History).Select(ToMessages).ToList();
        var kept = Newest(earlier);

        // One system message, at the beginning: some servers accept no other.
        return
        [
            new ChatMessage(ChatRole.System, Prompts.Instructions(turn, earlier.Count - kept.Count, instructions)),
            .. kept.SelectMany(m => m),
            new ChatMessage(ChatRole.User, turn.Prompt),
        ];
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
        var results = turn.OfType<ToolResultEvent>().DistinctBy(r => r.CallId).ToDictionary(r => r.CallId, StringComparer.Ordinal);
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
                    messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, Short(result.Result))]));
                    break;
            }
        }

        // Servers with strict templates want the roles to alternate.
        if (messages.Count > 0 && messages[^1].Role != ChatRole.Assistant)
            messages.Add(new ChatMessage(ChatRole.Assistant, Prompts.NoAnswer));
        return messages;
    }

    private static JsonElement Short(JsonElement result)
    {
        var raw = result.GetRawText();
        return raw.Length <= ResultCharacters
            ? result
            : JsonSerializer.SerializeToElement(
                new JsonObject { ["shortened"] = raw[..ResultCharacters] }, LecternJson.Wire.JsonObject);
    }

    private static List<List<ChatMessage>> Newest(List<List<ChatMessage>> turns)
    {
        var room = HistoryCharacters;
        var first = turns.Count;
        while (first > 0 && (room -= turns[first - 1].Sum(Length)) >= 0)
            first--;
        return turns[first..];
    }

    /// <summary>Characters of a message's contents.</summary>
    public static int Length(ChatMessage message) => message.Contents.Sum(Length);

    public static int Length(AIContent content) => content switch
    {
        TextContent text => text.Text.Length,
        FunctionCallContent call => call.Name.Length + call.Arguments?.Values.Sum(v => v is JsonElement json ? json.GetRawText().Length : 0) ?? 0,
        FunctionResultContent { Result: JsonElement json } => json.GetRawText().Length,
        _ => 0,
    };
}
