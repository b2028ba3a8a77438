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

    private const string English = "xquad_dev";

    /// <summary>The same paragraphs in the same order as the English set.</summary>
    private static readonly string[] Translations = ["xquad_de", "xquad_es", "xquad_ru"];

    private static readonly string[] Sets = [English, .. Translations, "scifact", "cranfield"];

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

        return Cut("documents", name, IsAside(name), document);
    }

    private static IEnumerable<SourcePassage> OfSet(string folder)
    {
        var set = Path.GetFileName(folder);
        var articles = set.StartsWith("xquad", StringComparison.Ordinal) ? Articles(Path.GetDirectoryName(folder)!) : null;
        foreach (var (line, i) in Lines(folder).Select((l, i) => (l, i)))
        {
            var id = line.GetProperty("_id").GetString()!;
            var text = Encoding.UTF8.GetBytes(line.GetProperty("text").GetString()!);
            if (text.Length == 0)
                continue;
            var name = articles is null ? $"{set}/{id}" : NameIn(set, articles[i]);
            var isAside = articles is null ? IsAside(name)
                : IsAside(NameIn(English, articles[i])) && Translations.All(t => IsAside(NameIn(t, articles[i])));
            var document = FileFormats.Parse(text, "text.txt", new ParseLimits(), _ => { }).Document;
            foreach (var passage in Cut(set, name, isAside, document))
                yield return passage with { Number = (int)(Hash(id) % 1_000_000) + passage.Number };
        }
    }

    private static IEnumerable<JsonElement> Lines(string folder) =>
        File.ReadLines(Path.Combine(folder, "corpus.jsonl")).Select(l => JsonElement.Parse(l));

    /// <returns>For each paragraph its article's title in English, and the article's id in the translations.</returns>
    private static List<(string Title, string Article)> Articles(string data) =>
    [
        .. Lines(Path.Combine(data, English)).Zip(Lines(Path.Combine(data, Translations[0])), (original, translated) => (
            original.GetProperty("title").GetString()!, translated.GetProperty("_id").GetString()!.Split('p')[0])),
    ];

    private static string NameIn(string set, (string Title, string Article) article) =>
        $"{set}/{(set == English ? article.Title : article.Article)}";

    private static IEnumerable<SourcePassage> Cut(string group, string name, bool isAside, ParsedDocument document)
    {
        var rows = document.Blocks.Where(b => b.Kind == BlockKind.Table)
            .SelectMany(b => SourceTable.Rows(document.Text.Substring(b.Start, b.Length))
                .Select(r => (Start: b.Start + r.Start, End: b.Start + r.Start + r.Length, r.Row)))
            .ToList();
        foreach (var chunk in Chunker.Split(document, TokenBudget.Estimated))
        {
            var end = chunk.Start + chunk.Length;

            // Of a row that is cut nobody knows here which cells stand in the passage.
            yield return new SourcePassage(
                group, name, chunk.Index, isAside,
                document.Text[Math.Max(0, chunk.Start - MaxBefore)..chunk.Start],
                document.Text[chunk.Start..end],
                [.. rows.Where(r => r.Start >= chunk.Start && r.End <= end).Select(r => r.Row)]);
        }
    }

    /// <summary>
    /// Whether a document is of the half that is kept for the end. An article is, if in every language it is: its figures and
    /// names are the same in all.
    /// </summary>
    public static bool IsAside(string name) => (SHA256.HashData(Encoding.UTF8.GetBytes(name))[0] & 1) == 1;
}
