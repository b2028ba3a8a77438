using System.Text.Json;
using Lectern.Contracts;
using Lectern.Server.Text;

namespace Lectern.Server.Agent;

/// <summary>
/// A tool's result that is no longer new, short: its passages keep their numbers and where they stand, so that they can still
/// be cited and read again, with the beginnings of their texts. Thread-safe.
/// </summary>
internal static class ShortResult
{
    private const int MaxCharacters = 4_000;
    private const int TextCharacters = 200;
    private const int OtherCharacters = 1_000;

    /// <returns>The same when it is short already.</returns>
    public static JsonElement Of(JsonElement result)
    {
        var raw = result.GetRawText();
        if (raw.Length <= OtherCharacters || result.ValueKind != JsonValueKind.Object
            || result.TryGetProperty("shortened", out _))
            return result;
        var shortened = ToolResult.Read(result) switch
        {
            FoundPassages found => OfList(new Shortened(), [.. found.Passages.Select(Of)]),
            FoundMatches found => OfList(
                new Shortened { FileId = found.FileId, FileName = found.FileName }, [.. found.Matches.Select(Of)]),
            ReadText read => Of(read),
            _ => new Shortened { Beginning = Beginning(raw, OtherCharacters) },
        };
        return JsonSerializer.SerializeToElement(shortened with { IsShortened = true }, ShortenedJson.Wire.Shortened);
    }

    private static Shortened OfList(Shortened about, IReadOnlyList<Shortened> passages)
    {
        var room = MaxCharacters;
        var fitting = passages.TakeWhile(
            p => (room -= JsonSerializer.Serialize(p, ShortenedJson.Wire.Shortened).Length) >= 0).ToList();
        return about with
        {
            Passages = fitting,
            LeftOut = fitting.Count < passages.Count
            ? passages.Count - fitting.Count : null
        };
    }

    private static Shortened Of(FoundPassage p) => new()
    {
        N = p.N,
        FileId = p.FileId,
        FileName = p.FileName,
        PageStart = p.PageStart,
        PageEnd = p.PageEnd,
        StartChar = p.StartChar,
        EndChar = p.EndChar,
        Content = Beginning(p.Content, TextCharacters),
    };

    private static Shortened Of(FoundMatch m) => new()
    {
        N = m.N,
        StartChar = m.StartChar,
        EndChar = m.EndChar,
        Content = Beginning(m.Content, TextCharacters),
    };

    private static Shortened Of(ReadText read) => new()
    {
        N = read.N,
        FileId = read.FileId,
        FileName = read.FileName,
        StartChar = read.StartChar,
        EndChar = read.EndChar,
        Content = Beginning(read.Content, TextCharacters),
    };

    /// <summary>The beginning of a text, cut between characters, with a sign that it goes on.</summary>
    internal static string Beginning(string text, int characters) =>
        text.Length <= characters ? text : TextStart.Of(text, characters) + "…";
}
