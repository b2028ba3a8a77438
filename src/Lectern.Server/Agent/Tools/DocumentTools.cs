using System.ComponentModel;
using System.Text.Json.Nodes;
using Lectern.Contracts;
using Lectern.Server.Retrieval;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent.Tools;

/// <summary>
/// The tools over a turn's indexes, and no others: retrieve, find_files, grep_file, read_file. Results are JSON objects, bounded in
/// size. Offsets are Unicode code points in a file's parsed text. Thread-safe.
/// </summary>
internal sealed class DocumentTools(IRetrieval retrieval, AgentTurn turn)
{
    private const int DefaultPassages = 8;
    private const int MaxPassages = 20;
    private const int MaxFiles = 50;
    private const int MaxMatches = 20;
    private const int MatchContext = 200;
    private const int DefaultRead = 8_000;
    private const int MaxRead = 20_000;

    public IEnumerable<AIFunction> Functions() =>
    [
        Function(RetrieveAsync, "retrieve", "Find the passages of the documents that fit a query best."),
        Function(FindFilesAsync, "find_files", "List files by a part of their name; without a name, all of them."),
        Function(GrepFileAsync, "grep_file", "Find a regular expression (without look-around or back references) in one file."),
        Function(ReadFileAsync, "read_file", "Read a part of one file."),
    ];

    private async Task<JsonObject> RetrieveAsync(
        [Description("What to look for: a question or words.")] string query,
        [Description("Search only this index (title or id).")] string? index = null,
        [Description("Search only this file.")] string? file_id = null,
        [Description("How many passages, 1 to 20; default 8.")] int? top_k = null,
        CancellationToken cancellationToken = default)
    {
        var count = Math.Clamp(top_k ?? DefaultPassages, 1, MaxPassages);
        var filter = string.IsNullOrEmpty(file_id) ? null : new PassageFilter(new StaticFilter("eq", [file_id]), []);
        var found = new List<(TurnIndex Index, Passage Passage)>();
        foreach (var searched in Indexes(index))
        {
            var passages = await retrieval.RetrieveAsync(
                turn.Scope, searched.Id, new RetrievalQuery(query, count, Filter: filter), cancellationToken);
            found.AddRange(passages.Select(p => (searched, p)));
        }

        return new JsonObject
        {
            ["passages"] = new JsonArray([.. found.OrderByDescending(f => f.Passage.Score).Take(count).Select(f => ToJson(f.Index, f.Passage))]),
        };
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
                files.Add(new JsonObject { ["file_id"] = file.FileId, ["file_name"] = file.FileName, ["index"] = searched.Name });
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
        var matches = await InFileAsync(
            file_id,
            index => retrieval.GrepAsync(turn.Scope, index.Id, file_id, pattern, MatchContext, 0, MaxMatches + 1, cancellationToken));
        return new JsonObject
        {
            ["file_id"] = file_id,
            ["matches"] = new JsonArray([.. matches.Take(MaxMatches).Select(ToJson)]),
            ["more"] = matches.Count > MaxMatches,
        };
    }

    private async Task<JsonObject> ReadFileAsync(
        [Description("The file's id, as another tool gave it.")] string file_id,
        [Description("Where to begin, in characters; default 0.")] int? offset = null,
        [Description("How many characters, at most 20000; default 8000.")] int? max_length = null,
        CancellationToken cancellationToken = default)
    {
        var start = Math.Max(offset ?? 0, 0);
        var length = Math.Clamp(max_length ?? DefaultRead, 1, MaxRead);
        var content = await InFileAsync(
            file_id, index => retrieval.ReadAsync(turn.Scope, index.Id, file_id, start, length, cancellationToken));
        return new JsonObject { ["file_id"] = file_id, ["start_char"] = start, ["content"] = content };
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
    private async Task<T> InFileAsync<T>(string fileId, Func<TurnIndex, Task<T>> ask)
    {
        foreach (var index in turn.Indexes)
        {
            try
            {
                return await ask(index);
            }
            catch (RetrievalException e) when (e.Kind is RetrievalError.UnknownFile)
            {
                // Another of the turn's indexes may have it.
            }
        }

        throw new RetrievalException(RetrievalError.UnknownFile, $"There is no file {fileId} in these indexes.");
    }

    private static JsonNode ToJson(TurnIndex index, Passage p) => new JsonObject
    {
        ["file_id"] = p.FileId,
        ["file_name"] = p.FileName,
        ["index_id"] = index.Id,
        ["index"] = index.Name,
        ["page_start"] = p.PageStart,
        ["page_end"] = p.PageEnd,
        ["start_char"] = p.Start,
        ["end_char"] = p.End,
        ["heading"] = p.HeadingPath.Length == 0 ? null : p.HeadingPath,
        ["score"] = Math.Round(p.Score, 4),
        ["content"] = p.Content,
    };

    private static JsonNode ToJson(FileGrepMatch m) =>
        new JsonObject { ["start_char"] = m.StartChar, ["end_char"] = m.EndChar, ["content"] = m.Content };

    private static AIFunction Function(Delegate method, string name, string description) =>
        AIFunctionFactory.Create(method, name, description, LecternJson.Wire.Options);
}
