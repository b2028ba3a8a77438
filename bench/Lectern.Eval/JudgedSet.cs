using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Lectern.Eval;

/// <summary>
/// Documents, queries, and which documents answer which query. Reads a BEIR folder (<c>corpus.jsonl</c>, <c>queries.jsonl</c>,
/// <c>qrels.tsv</c> or <c>qrels/test.tsv</c>; github.com/beir-cellar/beir), or a person's own: <c>files/</c> with documents of
/// any format and <c>questions.tsv</c>, in each line a question, a tab, and the files that answer it with tabs between; or
/// <c>questions.jsonl</c>, in each line <c>question</c> and <c>files</c>, as a server saves rated answers: those rated
/// down are left out, as the files that they cited answer nothing.
/// </summary>
internal sealed class JudgedSet
{
    private readonly string folder;

    private JudgedSet(string folder, IReadOnlyList<JudgedQuery> queries) => (this.folder, Queries) = (folder, queries);

    public string Name => Path.GetFileName(folder);

    /// <summary>Those with at least one relevant document.</summary>
    public IReadOnlyList<JudgedQuery> Queries { get; }

    /// <exception cref="InvalidDataException">The folder is no such set; the message is for a person.</exception>
    public static JudgedSet Open(string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var queries = File.Exists(Path.Combine(folder, "questions.tsv")) ? ReadQuestions(folder)
            : File.Exists(Path.Combine(folder, "questions.jsonl")) ? ReadQuestionLines(folder) : ReadBeir(folder);
        return queries.Count > 0 ? new JudgedSet(
            folder, queries) : throw new InvalidDataException($"{folder} has no judged queries.");
    }

    /// <summary>A document as a file; a BEIR document's title is its first line.</summary>
    public IEnumerable<(string FileName, Func<Stream> Open)> Documents()
    {
        var corpus = Path.Combine(folder, "corpus.jsonl");
        if (!File.Exists(corpus))
            return FilesOf(Path.Combine(folder, "files"));
        return Lines(corpus).Select(line =>
        {
            var (title, text) = (TextOf(line, "title"), TextOf(line, "text"));
            var content = title.Length == 0 ? text : $"{title}\n\n{text}";
            return (FileNameOf(TextOf(line, "_id")), (Func<Stream>)(() => new MemoryStream(Encoding.UTF8.GetBytes(content))));
        });
    }

    /// <summary>The files of a folder and those in it, by their names.</summary>
    public static IEnumerable<(string FileName, Func<Stream> Open)> FilesOf(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => (Path.GetFileName(f), (Func<Stream>)(() => File.OpenRead(f))));

    /// <summary>The name that a BEIR document has as a file.</summary>
    private static string FileNameOf(string id) => Uri.EscapeDataString(id) + ".txt";

    private static List<JudgedQuery> ReadQuestions(string folder) => [.. File.ReadLines(Path.Combine(folder, "questions.tsv"))
        .Select(
            l => l.Split('\t', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Where(p => p.Length > 1)
        .Select(p => new JudgedQuery(p[0], p.Skip(1).Distinct().ToDictionary(f => f, _ => 1.0, StringComparer.Ordinal)))];

    private static List<JudgedQuery> ReadQuestionLines(string folder) => [.. Lines(Path.Combine(folder, "questions.jsonl"))
        .Where(line => TextOf(line, "rating") != "down" && line.TryGetProperty("files", out var files)
            && files.ValueKind == JsonValueKind.Array && files.GetArrayLength() > 0)
        .Select(line => new JudgedQuery(
            TextOf(line, "question"),
            line.GetProperty("files").EnumerateArray().Select(f => f.ToString()).Distinct()
                .ToDictionary(f => f, _ => 1.0, StringComparer.Ordinal)))];

    private static List<JudgedQuery> ReadBeir(string folder)
    {
        string[] places = ["qrels.tsv", Path.Combine("qrels", "test.tsv")];
        var judgements = places.Select(p => Path.Combine(folder, p)).FirstOrDefault(File.Exists)
            ?? throw new InvalidDataException($"{folder} has neither questions.tsv nor questions.jsonl nor qrels.tsv.");
        var grades = new Dictionary<string, Dictionary<string, double>>(StringComparer.Ordinal);
        foreach (var parts in File.ReadLines(judgements).Select(l => l.Split('\t')))
        {
            if (parts.Length < 3 || !double.TryParse(parts[^1], CultureInfo.InvariantCulture, out var grade))
                continue;
            if (!grades.TryGetValue(parts[0], out var ofQuery))
                grades.Add(parts[0], ofQuery = new Dictionary<string, double>(StringComparer.Ordinal));
            ofQuery[FileNameOf(parts[^2])] = grade;
        }

        return [.. Lines(Path.Combine(folder, "queries.jsonl"))
            .Where(q => grades.TryGetValue(TextOf(q, "_id"), out var judged) && judged.Values.Any(g => g > 0))
            .Select(q => new JudgedQuery(TextOf(q, "text"), grades[TextOf(q, "_id")]))];
    }

    private static IEnumerable<JsonElement> Lines(string file)
    {
        foreach (var line in File.ReadLines(file).Where(l => l.Length > 0))
        {
            using var document = JsonDocument.Parse(line);
            yield return document.RootElement;
        }
    }

    private static string TextOf(JsonElement line, string name) =>
        line.TryGetProperty(name, out var text) ? text.ToString() : "";
}

/// <param name="Grades">By file name.</param>
internal sealed record JudgedQuery(string Text, IReadOnlyDictionary<string, double> Grades);
