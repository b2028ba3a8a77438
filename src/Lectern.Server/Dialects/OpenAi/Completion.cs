using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Lectern.Contracts;

namespace Lectern.Server.Dialects.OpenAi;

/// <summary>A chat completion as it is sent, whole or in chunks.</summary>
/// <param name="Origin">Of the addresses in it.</param>
internal sealed record Completion(string Id, string Model, long Created, string Origin)
{
    public JsonObject Whole(WholeAnswer answer)
    {
        var completion = Frame("chat.completion");
        completion["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = new JsonObject
            {
                ["role"] = "assistant",
                ["content"] = answer.Text,
                ["refusal"] = null,
                ["annotations"] = Annotations(answer),
            },
            ["logprobs"] = null,
            ["finish_reason"] = "stop",
        });
        completion["usage"] = Usage(answer.Stop?.Usage);
        return completion;
    }

    /// <summary>The text as it comes, the annotations with the last piece, at the end null for <c>[DONE]</c>.</summary>
    public async IAsyncEnumerable<JsonObject?> ChunksAsync(
        IAsyncEnumerable<ChatEvent> events, bool withUsage,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return Chunk(new JsonObject { ["role"] = "assistant", ["content"] = "" }, null);
        var answer = new WholeAnswer();
        await foreach (var next in events.WithCancellation(cancellationToken))
        {
            if (answer.Add(next) is { Length: > 0 } piece)
                yield return Chunk(new JsonObject { ["content"] = piece }, null);
        }

        if (answer.Error is { } error)
        {
            yield return OpenAiErrorShape.Of(502, error);
        }
        else
        {
            yield return Chunk(new JsonObject { ["annotations"] = Annotations(answer) }, null);
            yield return Chunk([], "stop");
            if (withUsage)
            {
                var last = Frame("chat.completion.chunk");
                last["choices"] = new JsonArray();
                last["usage"] = Usage(answer.Stop?.Usage);
                yield return last;
            }
        }

        yield return null;
    }

    private JsonObject Chunk(JsonObject delta, string? finishReason)
    {
        var chunk = Frame("chat.completion.chunk");
        chunk["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["delta"] = delta,
            ["logprobs"] = null,
            ["finish_reason"] = finishReason,
        });
        return chunk;
    }

    private JsonObject Frame(string kind) => new()
    {
        ["id"] = Id,
        ["object"] = kind,
        ["created"] = Created,
        ["model"] = Model,
    };

    private JsonArray Annotations(WholeAnswer answer) =>
        new([.. answer.Citations.Select(c => OpenAiCitations.OfCompletion(c, Origin))]);

    /// <summary>Zeros where no model answered.</summary>
    private static JsonObject Usage(Usage? usage) => new()
    {
        ["prompt_tokens"] = usage?.TotalInputTokens ?? 0,
        ["completion_tokens"] = usage?.TotalOutputTokens ?? 0,
        ["total_tokens"] = (usage?.TotalInputTokens ?? 0) + (usage?.TotalOutputTokens ?? 0),
    };
}
