using Dapper;
using Lectern.Server.Storage.Sqlite;
using Lectern.Server.Text;

namespace Lectern.Server.Folder;

/// <summary>A question that the documents surely answer: about a heading of theirs, else about the words of a sentence.</summary>
internal static class ExampleQuestion
{
    private const int ChunksLookedAt = 200;

    public static string For(SqliteIndexContents contents)
    {
        using var connection = contents.Open();
        var chunks = connection.Query<(string HeadingPath, string Content)>(
            "SELECT heading_path, content FROM chunks ORDER BY id LIMIT @ChunksLookedAt", new { ChunksLookedAt }).AsList();
        var heading = chunks.Select(c => c.HeadingPath.Split(" > ")[^1]).FirstOrDefault(h => IsTopic(h));
        if (heading is not null)
            return $"What do the documents say about {Plain(heading)}?";
        var sentence = chunks.SelectMany(c => SentenceSplitter.Split(c.Content).Select(s => c.Content.Substring(s.Start, s.Length)))
            .FirstOrDefault(s => s.Length is > 40 and < 300);
        if (sentence is null)
            return "What are these documents about?";
        var words = Terms.Words(sentence).Where(w => w.Length > 3 && !StopWords.Contains(w)).Distinct().Take(5);
        return $"What do the documents say about {string.Join(' ', words)}?";
    }

    private static bool IsTopic(string heading) => heading.Split(' ').Length is >= 2 and <= 8 && heading.All(c => c < 128);

    private static string Plain(string heading) =>
        string.Concat(heading.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '.' or ',')).Trim(' ', '.', ',');
}
