using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lectern.Server.Indexing.Chunking;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;

namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>
/// The passages of the shared documents and data, parsed and cut as the server does it: of each group by turns, in an order that
/// a hash decides.
/// </summary>
internal static class SourcePassages
{
    /// <summary>As much as a proof reads before a passage.</summary>
    private const int MaxBefore = 20_000;

    /// <summary>The paragraphs of one article stand in several languages.</summary>
    private static readonly string[] Sets = ["xquad_dev", "xquad_de", "xquad_es", "xquad_ru", "scifact", "cranfield"];

    public static IReadOnlyList<SourcePassage> Read(string shared) =>
    [
        .. Directory.GetFiles(Path.Combine(shared, "documents", "good")).Order(StringComparer.Ordinal).SelectMany(OfFile)
            .Concat(Sets.SelectMany(s => OfSet(Path.Combine(shared, "data", s))))
            .GroupBy(p => p.Group)
            .SelectMany(g => g.OrderBy(p => Hash($"{p.Document} {p.Number}")).Select((p, i) => (Passage: p, Turn: i)))
            .OrderBy(p => p.Turn).Select(p => p.Passage)
    ];

    /// <summary>A number that stays the same from run to run.</summary>
    public static uint Hash(string text) => BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static IEnumerable<SourcePassage> OfFile(string file)
    {
        var name = Path.GetFileName(file);
        ParsedDocument document;
        try
        {
            (document, _) = FileFormats.Parse(File.ReadAllBytes(file), name, new ParseLimits(), _ => { });
        }
        catch (UnreadableFileException)
        {
            return [];
        }

        return Cut("documents", name, document);
    }

    private static IEnumerable<SourcePassage> OfSet(string folder)
    {
        var set = Path.GetFileName(folder);
        foreach (var line in File.ReadLines(Path.Combine(folder, "corpus.jsonl")).Select(l => JsonElement.Parse(l)))
        {
            var id = line.GetProperty("_id").GetString()!;
            var title = line.GetProperty("title").GetString()!;
            var isArticle = set.StartsWith("xquad", StringComparison.Ordinal);
            var article = set == "xquad_dev" ? title : isArticle ? id.Split('p')[0] : id;
            var text = Encoding.UTF8.GetBytes(line.GetProperty("text").GetString()!);
            if (text.Length == 0)
                continue;
            var document = FileFormats.Parse(text, "text.txt", new ParseLimits(), _ => { }).Document;
            foreach (var passage in Cut(set, $"{set}/{article}", document))
                yield return passage with { Number = (int)(Hash(id) % 1_000_000) + passage.Number };
        }
    }

    private static IEnumerable<SourcePassage> Cut(string group, string name, ParsedDocument document)
    {
        var rows = document.Blocks.Where(b => b.Kind == BlockKind.Table)
            .SelectMany((b, i) => SourceTable.Rows(document.Text.Substring(b.Start, b.Length))
                .Select(r => (Table: i, Start: b.Start + r.Start, r.Row)))
            .ToList();
        foreach (var chunk in Chunker.Split(document, TokenBudget.Estimated))
        {
            var end = chunk.Start + chunk.Length;
            var own = rows.Where(r => r.Start >= chunk.Start && r.Start < end).ToList();
            yield return new SourcePassage(
                group, name, chunk.Index, IsAside(name) || own.Any(r => IsAside($"{name} {r.Table}")),
                document.Text[Math.Max(0, chunk.Start - MaxBefore)..chunk.Start],
                document.Text[chunk.Start..end],
                [.. own.Select(r => r.Row)]);
        }
    }

    private static bool IsAside(string name) => (SHA256.HashData(Encoding.UTF8.GetBytes(name))[0] & 1) == 1;
}
