using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>A passage that can be quoted.</summary>
/// <param name="Heading">The headings above it, or empty.</param>
/// <param name="Score">0 to 1, as retrieval gave it.</param>
/// <param name="Source">File name and page, for a reader.</param>
/// <param name="Number">What it is cited by; 0 when it has none.</param>
internal sealed record QuotedPassage(string Content, string Heading, double Score, string Source, int Number = 0)
{
    /// <summary>The passages of a <c>retrieve</c> result, best first.</summary>
    public static IReadOnlyList<QuotedPassage> Read(FunctionResultContent found) =>
        found.Result is JsonElement json && json.TryGetProperty("passages", out var passages)
            ? [.. passages.EnumerateArray().Select(Read)]
            : [];

    private static QuotedPassage Read(JsonElement passage)
    {
        var page = (Page(passage, "page_start"), Page(passage, "page_end")) switch
        {
            (null, _) => "",
            ({ } first, { } last) when last > first => $", pages {first}–{last}",
            ({ } first, _) => $", page {first}",
        };
        return new QuotedPassage(
            passage.GetProperty("content").GetString() ?? "",
            passage.GetProperty("heading").GetString() ?? "",
            passage.GetProperty("score").GetDouble(),
            OneLine(passage.GetProperty("file_name").GetString() ?? "") + page,
            passage.TryGetProperty("n", out var number) ? number.GetInt32() : 0);
    }

    private static int? Page(JsonElement passage, string name) =>
        passage.GetProperty(name) is { ValueKind: JsonValueKind.Number } page ? page.GetInt32() : null;

    internal static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
