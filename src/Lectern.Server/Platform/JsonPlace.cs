using System.Text.Json;

namespace Lectern.Server.Platform;

/// <summary>Where in a JSON text a reader stands. Names become strings only when they are asked for. Not thread-safe.</summary>
internal sealed class JsonPlace
{
    private readonly List<Step> steps = [];

    /// <summary>Call after each token.</summary>
    public void Move(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                var name = ((int)reader.TokenStartIndex, reader.ValueSpan.Length + 2);
                steps[^1] = steps[^1] with { Name = name, IsOnName = true };
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                steps.RemoveAt(steps.Count - 1);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Count();
                steps.Add(new Step(reader.TokenType == JsonTokenType.StartArray, -1, default, false));
                break;
            default:
                Count();
                break;
        }
    }

    /// <summary>
    /// Names and positions from the outermost value on; a name that is itself what the reader stands on is left out.
    /// </summary>
    public IReadOnlyList<object> Of(ReadOnlySpan<byte> json)
    {
        var place = new List<object>();
        foreach (var step in steps)
        {
            if (step.IsArray && step.Position >= 0)
                place.Add(step.Position);
            else if (!step.IsArray && step.Name.Length > 0 && !step.IsOnName)
                place.Add(Name(json.Slice(step.Name.Start, step.Name.Length)));
        }

        return place;
    }

    /// <summary>The outermost name or position alone: of a value that is too deep the whole place would be too long.</summary>
    public IReadOnlyList<object> Beginning(ReadOnlySpan<byte> json) => [.. Of(json).Take(1)];

    /// <summary>A value begins: in a list it is the next one, in an object that of the name before it.</summary>
    private void Count()
    {
        if (steps.Count > 0)
            steps[^1] = steps[^1] with { Position = steps[^1].Position + 1, IsOnName = false };
    }

    private static string Name(ReadOnlySpan<byte> quoted)
    {
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString()!;
    }

    /// <param name="Name">Where it stands in the JSON, with its quotes.</param>
    /// <param name="IsOnName">Its value has not begun.</param>
    private readonly record struct Step(bool IsArray, int Position, (int Start, int Length) Name, bool IsOnName);
}
