using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Lectern.Benchmarks.Answers;

/// <summary>What a turn of the extractive answerer gave.</summary>
/// <param name="Quotes">As the citations have them: the documents' own words, in the order of the answer.</param>
/// <param name="Milliseconds">From sending the prompt to the stream's end.</param>
internal sealed record AnsweredTurn(
    string Content, IReadOnlyList<JsonElement> Citations, IReadOnlyList<string> Quotes, int Texts, long? Tokens,
    double Milliseconds)
{
    public bool IsAnswered => Quotes.Count > 0;

    public static async Task<AnsweredTurn> AskAsync(HttpClient http, string session, string prompt)
    {
        var clock = Stopwatch.StartNew();
        using var response = await http.PostAsJsonAsync($"/api/v1/chat/{session}/messages/stream", new { prompt });
        response.EnsureSuccessStatusCode();
        var stream = await response.Content.ReadAsStringAsync();
        var milliseconds = clock.Elapsed.TotalMilliseconds;
        var events = stream.Split('\n').Where(
            l => l.StartsWith("data: ", StringComparison.Ordinal)).Select(l => JsonElement.Parse(l["data: ".Length..]))
            .ToLookup(e => e.GetProperty("type").GetString());
        var text = events["text"].Last();
        var citations = text.GetProperty("citations").EnumerateArray().ToList();
        var usage = events["stop"].Single().GetProperty("usage");
        return new AnsweredTurn(
            text.GetProperty("content").GetString()!,
            citations,
            [.. text.GetProperty("content").GetString()!.Split('\n')
                .Where(l => l.StartsWith("> ", StringComparison.Ordinal) && !l.StartsWith("> — ", StringComparison.Ordinal))
                .Select(l => l[2..])],
            events["text"].Count(),
            usage.GetProperty("total_input_tokens").GetInt64() + usage.GetProperty("total_output_tokens").GetInt64(),
            milliseconds);
    }
}
