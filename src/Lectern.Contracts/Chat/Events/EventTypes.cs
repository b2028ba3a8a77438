namespace Lectern.Contracts;

/// <summary>The discriminators of <see cref="ChatEvent"/>, the wire's only list of them.</summary>
public static class EventTypes
{
    public const string UserInput = "user_input";
    public const string ThinkingDelta = "thinking_delta";
    public const string Thinking = "thinking";
    public const string TextDelta = "text_delta";
    public const string Text = "text";
    public const string ToolCall = "tool_call";
    public const string ToolResult = "tool_result";
    public const string Stop = "stop";

    /// <summary>Deltas are streamed but are not part of a session's history: the whole event that follows holds them.</summary>
    public static bool IsDelta(string type) => type is TextDelta or ThinkingDelta;
}
