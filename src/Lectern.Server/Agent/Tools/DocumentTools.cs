using System.Collections.Concurrent;
using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Lectern.Contracts;
using Lectern.Server.Retrieval;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent.Tools;

/// <summary>
/// The tools over a turn's indexes, and no others: retrieve, find_files, grep_file, read_file, and view_page for a model that sees.
/// Results are JSON objects, bounded in size. Offsets are Unicode code points in a file's parsed text. Thread-safe.
/// </summary>
internal sealed class DocumentTools(IRetrieval retrieval, AgentTurn turn, bool sees)
{
    private const int DefaultPassages = 8;
    private const int MaxPassages = 20;
    private const int MaxFiles = 50;
    private const int MaxMatches = 20;
    private const int MatchContext = 200;
    private const int DefaultRead = 8_000;
    private const int MaxRead = 20_000;

    /// <summary>Of one turn: each costs a model more than a thousand tokens.</summary>
    private const int MaxPictures = 8;

    /// <summary>The field of a result that names a page's screenshot.</summary>
    public const string ImageAttachment = "image_attachment";

    /// <summary>Files of an index among which a name is looked for; the name is a courtesy.</summary>
    private const int MaxNames = 1000;

    /// <summary>Models write numbers as text at times.</summary>
    private static readonly JsonSerializerOptions Lenient = new(LecternJson.Wire.Options) { NumberHandling = JsonNumberHandling.AllowReadingFromString };

    private int pictures;
    private readonly ConcurrentDictionary<string, string> names = new(StringComparer.Ordinal);

    public IEnumerable<AIFunction> Functions() =>
    [
        Function(RetrieveAsync, "retrieve", "Find the passages of the documents that fit a query best."),
        Function(FindFilesAsync, "find_files", "List files by a part of their name; without a name, all of them."),
        Function(GrepFileAsync, "grep_file", "Find a regular expression (without look-around or back references) in one file."),
        Function(ReadFileAsync, "read_file", "Read a part of one file."),
        .. sees ? [Function(ViewPageAsync, "view_page", "Look at the picture of one page: for figures, drawings, layout.")] : Array.Empty<AIFunction>(),
    ];

    /// <summary>The picture that a result of view_page names, to be shown to the model; null when it has gone.</summary>
    public DataContent? Picture(JsonElement result)
    {
        try
        {
            if (retrieval.FindPageImage(
                turn.Scope, result.GetProperty("index_id").GetString()!, result.GetProperty("file_id").GetString()!,
                result.GetProperty("page").GetInt32()) is not { } image)
            {
                return null;
            }

            using var content = image.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            return new DataContent(bytes.ToArray(), "image/jpeg");
        }
        catch (Exception e) when (e is RetrievalException or IOException)
        {
            // A sync took it away since.
            return null;
        }
    }

    private async Task<JsonObject> RetrieveAsync(
        [Description("What to look for: a question or words.")] string query,
        [Description("Search only this index (title or id).")] string? index = null,
        [Description("Search only this file.")] string? file_id = null,
        [Description("How many passages, 1 to 20; default 8.")] int? top_k = null,
        CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(query))
            throw new ArgumentException("query is empty.");
        var asked = new RetrievalQuery(query, Math.Clamp(top_k ?? DefaultPassages, 1, MaxPassages));
        var searched = Indexes(index);
        if (!string.IsNullOrEmpty(file_id))
        {
            searched = [(await InFileAsync(file_id, i => retrieval.ReadAsync(turn.Scope, i.Id, file_id, 0, 0, cancellationToken))).Index];
            asked = asked with { Filter = new PassageFilter(new StaticFilter("eq", [file_id]), []) };
        }

        var answers = await Task.WhenAll(searched.Select(i => SearchAsync(i, asked, cancellationToken)));
        if (answers.All(a => a.Fault is not null))
            throw answers[0].Fault!;
        var best = answers.SelectMany(a => a.Passages.Select(p => (a.Index, Passage: p)))
            .OrderByDescending(f => f.Passage.RerankScore ?? f.Passage.Score).Take(asked.TopK).ToList();
        var room = new ResultRoom();
        var result = new JsonObject
        {
            ["passages"] = new JsonArray([.. best.Select(f => ToJson(f.Index, f.Passage, room)).OfType<JsonNode>()]),
            ["more"] = room.IsCut,
        };
        var missing = answers.Where(a => a.Fault is not null).Select(a => a.Index.Name).Concat(turn.SkippedIndexes).ToList();
        if (missing.Count > 0)
            result["not_searched"] = new JsonArray([.. missing.Select(m => (JsonNode)m)]);
        return result;
    }

    /// <summary>An index that goes away during the turn does not take the others' answers with it.</summary>
    private async Task<(TurnIndex Index, IReadOnlyList<Passage> Passages, RetrievalException? Fault)> SearchAsync(
        TurnIndex index, RetrievalQuery query, CancellationToken cancellationToken)
    {
        try
        {
            return (index, await retrieval.RetrieveAsync(turn.Scope, index.Id, query, cancellationToken), null);
        }
        catch (RetrievalException e)
        {
            return (index, [], e);
        }
    }

    private async Task<JsonObject> FindFilesAsync(
        [Description("A part of the file's name.")] string? name = null,
        [Description("Look only in this index (title or id).")] string? index = null,
        CancellationToken cancellationToken = default)
    {
        var files = new JsonArray();
        foreach (var searched in Indexes(index))
        {
            var found = await retrieval.FindAsync(turn.Scope, searched.Id, null, name, null, MaxFiles + 1 - files.Count, cancellationToken);
            foreach (var file in found)
            {
                names[file.FileId] = file.FileName;
                files.Add(new JsonObject { ["file_id"] = file.FileId, ["file_name"] = file.FileName, ["index_id"] = searched.Id, ["index"] = searched.Name });
            }
        }

        var more = files.Count > MaxFiles;
        if (more)
            files.RemoveAt(MaxFiles);
        return new JsonObject { ["files"] = files, ["more"] = more };
    }

    private async Task<JsonObject> GrepFileAsync(
        [Description("The file's id, as another tool gave it.")] string file_id,
        [Description("The regular expression.")] string pattern,
        CancellationToken cancellationToken = default)
    {
        var (index, matches) = await InFileAsync(
            file_id, i => retrieval.GrepAsync(turn.Scope, i.Id, file_id, pattern, MatchContext, 0, MaxMatches + 1, cancellationToken));
        var room = new ResultRoom();
        var result = await AboutAsync(index, file_id, cancellationToken);
        result["matches"] = new JsonArray([.. matches.Take(MaxMatches).Select(m => ToJson(m, room)).OfType<JsonNode>()]);
        result["more"] = matches.Count > MaxMatches || room.IsCut;
        return result;
    }

    private async Task<JsonObject> ReadFileAsync(
        [Description("The file's id, as another tool gave it.")] string file_id,
        [Description("Where to begin, in characters; default 0.")] int? offset = null,
        [Description("How many characters, at most 20000; default 8000.")] int? max_length = null,
        CancellationToken cancellationToken = default)
    {
        var start = Math.Max(offset ?? 0, 0);
        var length = Math.Clamp(max_length ?? DefaultRead, 1, MaxRead);
        var (index, text) = await InFileAsync(
            file_id, i => retrieval.ReadAsync(turn.Scope, i.Id, file_id, start, length + 1, cancellationToken));
        var runes = text.EnumerateRunes().Take(length).ToList();
        var content = string.Concat(runes);
        var result = await AboutAsync(index, file_id, cancellationToken);
        result["start_char"] = start;
        result["end_char"] = start + runes.Count;
        result["content"] = content;
        result["more"] = content.Length < text.Length;
        return result;
    }

    private async Task<JsonObject> ViewPageAsync(
        [Description("The file's id, as another tool gave it.")] string file_id,
        [Description("The page, from 1.")] int page,
        CancellationToken cancellationToken = default)
    {
        var (index, image) = await InFileAsync(file_id, i => Task.FromResult(retrieval.FindPageImage(turn.Scope, i.Id, file_id, page)));
        if (image is null)
            throw new ArgumentException($"There is no picture of page {page} of this file; read_file shows its text.");
        if (Interlocked.Increment(ref pictures) > MaxPictures)
            throw new ArgumentException($"Only {MaxPictures} pages can be looked at in one turn.");
        var result = await AboutAsync(index, file_id, cancellationToken);
        result["page"] = page;
        result[ImageAttachment] = new JsonObject { ["source_id"] = file_id, ["attachment_name"] = image.AttachmentName };
        return result;
    }

    /// <summary>The turn's indexes, or the one that is named.</summary>
    private IReadOnlyList<TurnIndex> Indexes(string? named)
    {
        if (string.IsNullOrWhiteSpace(named))
            return turn.Indexes;
        IReadOnlyList<TurnIndex> chosen = [.. turn.Indexes.Where(i =>
            i.Id == named || i.ExportConfigId == named || i.Name.Equals(named, StringComparison.OrdinalIgnoreCase))];
        return chosen.Count > 0
            ? chosen
            : throw new RetrievalException(
                RetrievalError.UnknownIndex, $"There is no index {named}; there are {string.Join(", ", turn.Indexes.Select(i => i.Name))}.");
    }

    /// <summary>Asks the one of the turn's indexes that has the file.</summary>
    private async Task<(TurnIndex Index, T Answer)> InFileAsync<T>(string fileId, Func<TurnIndex, Task<T>> ask)
    {
        foreach (var index in turn.Indexes)
        {
            try
            {
                return (index, await ask(index));
            }
            catch (RetrievalException e) when (e.Kind is RetrievalError.UnknownFile or RetrievalError.UnknownIndex)
            {
                // Another of the turn's indexes may have it.
            }
        }

        throw new RetrievalException(RetrievalError.UnknownFile, $"There is no file {fileId} in these indexes.");
    }

    private async Task<JsonObject> AboutAsync(TurnIndex index, string fileId, CancellationToken cancellationToken)
    {
        if (!names.ContainsKey(fileId))
        {
            foreach (var file in await retrieval.FindAsync(turn.Scope, index.Id, null, null, null, MaxNames, cancellationToken))
                names[file.FileId] = file.FileName;
        }

        return new JsonObject { ["file_id"] = fileId, ["file_name"] = names.GetValueOrDefault(fileId), ["index_id"] = index.Id };
    }

    private JsonObject? ToJson(TurnIndex index, Passage p, ResultRoom room)
    {
        names[p.FileId] = p.FileName;
        return room.Take(p.Content) is not { } content ? null : new JsonObject
        {
            ["file_id"] = p.FileId,
            ["file_name"] = p.FileName,
            ["index_id"] = index.Id,
            ["index"] = index.Name,
            ["page_start"] = p.PageStart,
            ["page_end"] = p.PageEnd,
            ["start_char"] = p.Start,
            ["end_char"] = content.Length == p.Content.Length ? p.End : p.Start + content.EnumerateRunes().Count(),
            ["heading"] = p.HeadingPath.Length == 0 ? null : p.HeadingPath,
            ["score"] = Math.Round(p.Score, 4),
            ["content"] = content,
        };
    }

    private static JsonObject? ToJson(FileGrepMatch m, ResultRoom room) => room.Take(m.Content) is not { } content
        ? null
        : new JsonObject
        {
            ["start_char"] = m.StartChar,
            ["end_char"] = m.EndChar,
            ["content_start_char"] = Math.Max(0, m.StartChar - MatchContext),
            ["content"] = content,
        };

    private static AIFunction Function(Delegate method, string name, string description) =>
        AIFunctionFactory.Create(method, name, description, Lenient);
}
