using System.Text;
using System.Text.Json;

namespace Lectern.Server.Indexing.Parsing.Formats.Data;

/// <summary>JSON as readable text; a file of JSON lines line by line.</summary>
internal static class JsonFormat
{
    private const int MaxLine = 20_000;

    /// <summary>A line may say the name of a list with each of its values: not where that makes it much longer.</summary>
    private const int LongerThanWritten = 4;
    private const int LongerAlways = 500;

    /// <summary>A larger document is read as text.</summary>
    private const int MaxCharacters = 24_000_000;

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 64,
    };

    /// <returns>False when it is no JSON.</returns>
    public static bool TryRead(string text, DocumentBuilder builder, Action<int> sign)
    {
        if (text.Length > MaxCharacters)
            return false;
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            if (document.RootElement.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
                return false;
            var writer = new DataText(builder, sign);
            if (Node("", document.RootElement) is { IsLeaf: false } root)
                writer.Write(root);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Each line as <c>name: value, name: value</c>; one that is no JSON as it stands.</summary>
    /// <returns>False when the first line is no JSON.</returns>
    public static bool TryReadLines(string text, DocumentBuilder builder, Action<int> sign)
    {
        using var reader = new StringReader(text);
        var lines = new List<string>();
        var count = 0;
        while (!builder.IsFull && reader.ReadLine() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var shown = Line(line);
            if (shown is null && count == 0)
                return false;
            lines.Add(shown ?? line.Trim());
            if (++count % LinesOfBlock == 0)
                End();
        }

        End();
        return count > 0;

        void End()
        {
            builder.Add(BlockKind.Paragraph, string.Join('\n', lines), goesOn: count > LinesOfBlock);
            lines.Clear();
            sign(1);
        }
    }

    private const int LinesOfBlock = 1000;

    private static string? Line(string line)
    {
        if (line.Length > MaxLine)
            return null;
        try
        {
            using var document = JsonDocument.Parse(line, Options);
            return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array
                ? Joined(Fields("", document.RootElement), LongerAlways + (LongerThanWritten * line.Length))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Joined(IEnumerable<string> fields, int most)
    {
        var text = new StringBuilder();
        foreach (var field in fields)
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(field);
            if (text.Length > most)
                return null;
        }

        return text.ToString();
    }

    private static IEnumerable<string> Fields(string path, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object =>
            element.EnumerateObject().SelectMany(
                p => Fields(path.Length == 0 ? JsonText.Name(p) : $"{path}.{JsonText.Name(p)}", p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(e => Fields(path, e)),
        _ => [path.Length == 0 ? Scalar(element) : $"{path}: {Scalar(element)}"],
    };

    private static DataNode Node(string name, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object =>
            new DataNode(name, null, [.. element.EnumerateObject().Select(p => Node(JsonText.Name(p), p.Value))]),
        JsonValueKind.Array => new DataNode(name, null, [.. element.EnumerateArray().Select(e => Node("", e))]) { IsList = true },
        _ => new DataNode(name, Scalar(element), []),
    };

    /// <summary>One line; what is no text, such as a picture in Base64, is left out.</summary>
    private static string Scalar(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => Base64.Shown(JsonText.Of(element)),
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => element.GetRawText(),
    };
}
