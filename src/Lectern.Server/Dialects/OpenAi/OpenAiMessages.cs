using System.Text.Json.Nodes;
using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Dialects.OpenAi;

/// <summary>
/// Reads messages: instructions of the application at the beginning, then questions and answers, a question at the end. Messages
/// of one role after each other are one. Pictures, tools' results and other orders are refused.
/// </summary>
internal static class OpenAiMessages
{
    private const int MaxMessages = 1_000;
    private const string Between = "\n\n";

    /// <exception cref="ApiException">The prompt is longer than a turn's may be.</exception>
    public static void CheckLength(string prompt, string field, string words)
    {
        if (FieldChecks.CodePoints(prompt) > RequestLimits.PromptCharacters)
            throw OpenAiBody.Mistake(field, $"{words} {RequestLimits.PromptCharacters} characters");
    }

    /// <param name="field">Of the body, for what is said of mistakes.</param>
    public static AskedConversation Read(IReadOnlyList<JsonNode?> messages, string field)
    {
        if (messages.Count is 0 or > MaxMessages)
            throw OpenAiBody.Mistake(field, $"has to have 1 to {MaxMessages} messages");
        var instructions = new List<string>();
        var spoken = new List<(bool IsUser, List<string> Texts)>();
        for (var i = 0; i < messages.Count; i++)
        {
            var place = $"{field}[{i}]";
            if (IsOfAnAnswer(messages[i]))
                continue;
            var (role, text) = Message(messages[i], place);
            switch (role)
            {
                case "system" or "developer" when spoken.Count == 0:
                    instructions.Add(text);
                    break;
                case "system" or "developer":
                    throw OpenAiBody.Mistake(place, $"has the role {role} after a message of another; it has to stand first");
                case "assistant" when spoken.Count == 0:
                    throw OpenAiBody.Mistake(place, "has the role assistant before any message of the user");
                default:
                    Add(spoken, role == "user", text);
                    break;
            }
        }

        var prompt = spoken is [.., (true, var last)] ? string.Join(Between, last) : "";
        if (string.IsNullOrWhiteSpace(prompt))
            throw OpenAiBody.Mistake(field, "has to end with a message of the user that has text");
        IReadOnlyList<ChatEvent> history = [.. spoken.SkipLast(1).Select(s => (s.IsUser, Text: string.Join(Between, s.Texts)))
            .Select(s => s.IsUser ? (ChatEvent)new UserInputEvent(s.Text) : new TextEvent(s.Text, []))];
        return new AskedConversation(instructions.Count == 0 ? null : string.Join(Between, instructions), history, prompt);
    }

    private static void Add(List<(bool IsUser, List<string> Texts)> spoken, bool isUser, string text)
    {
        if (spoken is [.., var last] && last.IsUser == isUser)
            last.Texts.Add(text);
        else
            spoken.Add((isUser, [text]));
    }

    /// <summary>What this server's answers have beside their message comes back with them, and says nothing more.</summary>
    private static bool IsOfAnAnswer(JsonNode? message) =>
        message is JsonObject given && given["type"] is JsonValue type && type.ToString() is "file_search_call" or "reasoning";

    private static (string Role, string Text) Message(JsonNode? message, string place)
    {
        if (message is not JsonObject given)
            throw OpenAiBody.Mistake(place, "is not an object");
        if (given["type"] is JsonValue type && type.ToString() is not "message")
            throw OpenAiBody.Mistake(place, $"has the type {Short(type)}, which is not supported: only messages are");
        var role = given["role"] is JsonValue value && value.TryGetValue<string>(out var named) ? named : "";
        if (role is not ("system" or "developer" or "user" or "assistant"))
            throw OpenAiBody.Mistake(place, "has a role that is not system, developer, user or assistant");
        if (given["tool_calls"] is JsonArray { Count: > 0 })
            throw OpenAiBody.Mistake(place, "has tool_calls, which are not supported: this server has its own tools");
        return (role, Content(given["content"], place));
    }

    private static string Content(JsonNode? content, string place) => content switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonArray parts => string.Concat(parts.Select(p => Part(p, place))),
        _ => throw OpenAiBody.Mistake(place, "has no content"),
    };

    private static string Part(JsonNode? part, string place)
    {
        if (part is JsonObject given && given["type"] is JsonValue type)
        {
            if (type.ToString() is "text" or "input_text" or "output_text" && given["text"] is JsonValue value
                && value.TryGetValue<string>(out var text))
                return text;
            throw OpenAiBody.Mistake(place, $"has a part of the type {Short(type)}, which is not supported: only text is");
        }

        throw OpenAiBody.Mistake(place, "has a part without a type");
    }

    private static string Short(JsonValue value) => new([.. value.ToString().Take(40).Where(c => c is > ' ' and <= '~')]);
}
