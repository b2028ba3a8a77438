using System.Globalization;
using System.Text.Json;

namespace Lectern.Tests.Fakes;

/// <summary>One Server-Sent Event of a turn's stream.</summary>
internal sealed record SseFrame(long Id, string Event, string Data)
{
    public JsonElement Json => JsonDocument.Parse(Data).RootElement;

    public string Type => Json.Text("type");

    /// <summary>Reads a whole stream; comments are left out.</summary>
    public static IReadOnlyList<SseFrame> Parse(string stream) =>
        [.. stream.Split("\n\n").Where(b => b.Length > 0 && b[0] != ':').Select(Frame)];

    private static SseFrame Frame(string block)
    {
        var lines = block.Split('\n');
        if (lines is not [var id, var name, var data])
            throw new FormatException($"Not a frame of three lines: {block}");
        return new SseFrame(
            long.Parse(id["id: ".Length..], CultureInfo.InvariantCulture), name["event: ".Length..], data["data: ".Length..]);
    }
}
