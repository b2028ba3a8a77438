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
                    throw OpenAiBody.Mistake(
                        place, $"has the role {role} after a message of another; it has to stand first", "role");
                case "assistant" when spoken.Count == 0:
                    throw OpenAiBody.Mistake(place, "has the role assistant before any message of the user", "role");
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
        message is JsonObject given && Text(given["type"]) is "file_search_call" or "reasoning";

    private static (string Role, string Text) Message(JsonNode? message, string place)
    {
        if (message is not JsonObject given)
            throw OpenAiBody.Mistake(place, "is not an object");
        if (given["type"] is { } type && Text(type) is not "message")
            throw OpenAiBody.Mistake(place, $"has the type {Short(type)}, which is not supported: only messages are", "type");
        var role = Text(given["role"]);
        if (role is not ("system" or "developer" or "user" or "assistant"))
            throw OpenAiBody.Mistake(place, "has a role that is not system, developer, user or assistant", "role");
        foreach (var field in (string[])["tool_calls", "function_call", "audio"])
        {
            if (given[field] is not (null or JsonArray { Count: 0 }))
                throw OpenAiBody.Mistake(place, $"has {field}, which is not supported: an answer is text", field);
        }

        foreach (var field in (string[])["name", "refusal"])
        {
            if (given[field] is { } value && Text(value) is null)
                throw OpenAiBody.Mistake(place, $"has a {field} that is not a string", field);
        }

        // An assistant that declined has its words there, and no content.
        return (role, role is "assistant" && given["content"] is null && Text(given["refusal"]) is { } refusal
            ? refusal
            : Content(given["content"], place));
    }

    private static string Content(JsonNode? content, string place) => content switch
    {
        JsonArray parts => string.Concat(parts.Select(p => Part(p, place))),
        null => throw OpenAiBody.Mistake(place, "has no content", "content"),
        _ => Text(content) ?? throw OpenAiBody.Mistake(place, "has content that is not text", "content"),
    };

    private static string Part(JsonNode? part, string place)
    {
        if (part is not JsonObject given || given["type"] is not { } type)
            throw OpenAiBody.Mistake(place, "has a part without a type", "content");
        var field = Text(type) switch
        {
            "text" or "input_text" or "output_text" => "text",
            "refusal" => "refusal",
            _ => throw OpenAiBody.Mistake(
                place, $"has a part of the type {Short(type)}, which is not supported: only text is", "content"),
        };
        return Text(given[field]) ?? throw OpenAiBody.Mistake(place, $"has a part whose {field} is not a string", "content");
    }

    private static string? Text(JsonNode? value) =>
        value is JsonValue one && one.TryGetValue<string>(out var text) ? text : null;

    private static string Short(JsonNode value) => new([.. value.ToString().Take(40).Where(c => c is > ' ' and <= '~')]);
}
