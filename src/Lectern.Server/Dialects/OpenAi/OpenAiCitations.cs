using System.Text.Json.Nodes;
using Lectern.Contracts;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Dialects.OpenAi;

/// <summary>Citations as annotations: OpenAI's fields, and beside them where in the file the quoted words stand.</summary>
internal static class OpenAiCitations
{
    /// <summary>Of a chat completion: a part of the text with an address. Opening it takes the key.</summary>
    /// <param name="origin">Of this server, as the client named it.</param>
    public static JsonObject OfCompletion(Citation citation, string origin) => new()
    {
        ["type"] = "url_citation",
        ["url_citation"] = new JsonObject
        {
            ["start_index"] = citation.Position,
            ["end_index"] = citation.Position + FieldChecks.CodePoints(citation.Marker),
            ["title"] = citation.FileName,
            ["url"] = $"{origin}/api/v1/beta/attachments/text.html?source_id={Uri.EscapeDataString(citation.FileId)}"
                + $"&highlight={citation.StartChar}-{citation.EndChar}",
        },
        ["file_citation"] = Source(citation),
    };

    /// <summary>Of a response: the place in the text and the file.</summary>
    public static JsonObject OfResponse(Citation citation)
    {
        var annotation = Source(citation);
        annotation["type"] = "file_citation";
        annotation["index"] = citation.Position;
        return annotation;
    }

    private static JsonObject Source(Citation citation) => new()
    {
        ["file_id"] = citation.FileId,
        ["filename"] = citation.FileName,
        ["index_id"] = citation.IndexId,
        ["page_range_start"] = citation.PageRangeStart,
        ["page_range_end"] = citation.PageRangeEnd,
        ["start_char"] = citation.StartChar,
        ["end_char"] = citation.EndChar,
        ["quote"] = citation.Quote,
    };
}
