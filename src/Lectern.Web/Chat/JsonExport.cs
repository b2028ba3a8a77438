using System.Text.Encodings.Web;
using System.Text.Json;
using Lectern.Contracts;

namespace Lectern.Web.Chat;

/// <summary>A conversation as JSON, each answer with what it cites.</summary>
internal static class JsonExport
{
    private static readonly JsonWriterOptions Indented =
        new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(string title, string? sessionId, IEnumerable<Turn> turns)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteString("title", title);
            json.WriteString("session_id", sessionId);
            json.WriteStartArray("turns");
            foreach (var turn in turns)
                Write(json, turn);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    private static void Write(Utf8JsonWriter json, Turn turn)
    {
        json.WriteStartObject();
        json.WriteString("question", turn.Prompt);
        json.WriteString("answer", turn.Answer);
        json.WriteString("model", turn.Stop?.Model);
        json.WriteString("error", turn.Stop?.Error);
        json.WriteBoolean("cancelled", turn.Stop?.Cancelled ?? false);
        json.WriteStartArray("sources");
        foreach (var source in turn.Citations.DistinctBy(c => (c.Marker, c.FileId, c.StartChar)))
            Write(json, source);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Citation source)
    {
        json.WriteStartObject();
        json.WriteString("marker", source.Marker);
        json.WriteString("index_id", source.IndexId);
        json.WriteString("file_id", source.FileId);
        json.WriteString("file_name", source.FileName);
        if (source is { PageRangeStart: { } first, PageRangeEnd: { } last })
        {
            json.WriteNumber("page_range_start", first);
            json.WriteNumber("page_range_end", last);
        }

        json.WriteNumber("start_char", source.StartChar);
        json.WriteNumber("end_char", source.EndChar);
        json.WriteString("quote", source.Quote);
        json.WriteEndObject();
    }
}
