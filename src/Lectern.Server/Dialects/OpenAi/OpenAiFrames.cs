using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using Lectern.Contracts;

namespace Lectern.Server.Dialects.OpenAi;

/// <summary>Server-Sent Events as OpenAI sends them.</summary>
internal static class OpenAiFrames
{
    /// <summary>A chunk; null is the end of the stream.</summary>
    public static void WriteChunk(PipeWriter body, JsonObject? chunk)
    {
        body.Write("data: "u8);
        Encoding.UTF8.GetBytes(chunk?.ToJsonString(LecternJson.Wire.Options) ?? "[DONE]", body);
        body.Write("\n\n"u8);
    }

    /// <summary>An event with its type as the event's name.</summary>
    public static void WriteEvent(PipeWriter body, JsonObject next)
    {
        body.Write("event: "u8);
        Encoding.UTF8.GetBytes(next["type"]!.GetValue<string>(), body);
        body.Write("\n"u8);
        WriteChunk(body, next);
    }
}
