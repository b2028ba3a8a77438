using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent;

/// <summary>
/// How much of a model's context a text takes, in quarters of a token: about one for a letter of English, two for other
/// alphabets, four for ideographs. Counts what a provider does not count, and what is yet to be sent. Thread-safe.
/// </summary>
internal static class TextSize
{
    public const int PerToken = 4;

    /// <summary>Of a page's picture; providers take 1,000 to 2,000 tokens.</summary>
    private const int Picture = 1_500 * PerToken;

    private const char FirstIdeograph = '\u2E80';

    public static long Of(ReadOnlySpan<char> text)
    {
        long size = 0;
        foreach (var c in text)
            size += c < 0x80 ? 1 : c < FirstIdeograph || char.IsSurrogate(c) ? 2 : 4;
        return size;
    }

    public static long Of(ChatMessage message) => message.Contents.Sum(Of);

    public static long Of(AIContent content) => content switch
    {
        TextContent text => Of(text.Text),
        TextReasoningContent thought => Of(thought.Text) + Of(thought.ProtectedData),
        FunctionCallContent call =>
            Of(call.Name) + call.Arguments?.Values.Sum(v => v is JsonElement json ? Of(json.GetRawText()) : 0) ?? 0,
        FunctionResultContent { Result: JsonElement json } => Of(json.GetRawText()),
        DataContent => Picture,
        _ => 0,
    };

    public static long Tokens(long size) => (size + PerToken - 1) / PerToken;
}
