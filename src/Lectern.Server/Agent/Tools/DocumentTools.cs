using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lectern.Contracts;
using Lectern.Server.Retrieval;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent.Tools;

/// <summary>
/// The tools over a turn's indexes, and no others: retrieve, find_files, grep_file, read_file, and view_page for a model that
/// sees. Results are bounded in size. Offsets are Unicode code points in a file's parsed text. Thread-safe.
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

    /// <summary>Models write numbers as text at times.</summary>
    private static readonly JsonSerializerOptions Lenient = new(
        LecternJson.Wire.Options)
    { NumberHandling = JsonNumberHandling.AllowReadingFromString };

    private int pictures;

    public IEnumerable<AIFunction> Functions() =>
    [
        Function(RetrieveAsync, "retrieve", "Find the passages of the documents that fit a query best."),
        Function(FindFilesAsync, "find_files", "List files by a part of their name; without a name, all of them."),
        Function(GrepFileAsync, "grep_file", "Find a regular expression (without look-around or back references) in one file."),
        Function(ReadFileAsync, "read_file", "Read a part of one file."),
        .. sees
            ? [Function(ViewPageAsync, "view_page", "Look at the picture of one page: for figures, drawings, layout.")]
            : Array.Empty<AIFunction>(),
    ];

    /// <summary>The picture of a page that view_page shows; null when it has gone.</summary>
    public DataContent? Picture(ShownPage shown)
    {
        try
        {
            if (retrieval.FindPageImage(turn.Scope, shown.IndexId, shown.FileId, shown.Page) is not { } image)
                return null;
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

    private async Task<ToolResult> RetrieveAsync(
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
            searched = [(await FileAsync(file_id, cancellationToken)).Index];
            asked = asked with { Filter = new PassageFilter(new StaticFilter("eq", [file_id]), []) };
        }

        var answers = await Task.WhenAll(searched.Select(i => SearchAsync(i, asked, cancellationToken)));
        if (answers.All(a => a.Fault is not null))
            throw answers[0].Fault!;
        var best = answers.SelectMany(a => a.Passages.Select(p => (a.Index, Passage: p)))
            .OrderByDescending(f => f.Passage.RerankScore ?? f.Passage.Score).Take(asked.TopK).ToList();
        var room = new ResultRoom();
        IReadOnlyList<FoundPassage> passages = [.. best.Select(f => Shown(f.Index, f.Passage, room)).OfType<FoundPassage>()];
        var missing = answers.Where(a => a.Fault is not null).Select(a => a.Index.Name).Concat(turn.SkippedIndexes).ToList();
        return new FoundPassages(passages, room.IsCut, missing.Count > 0 ? missing : null);
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

    private async Task<ToolResult> FindFilesAsync(
        [Description("A part of the file's name.")] string? name = null,
        [Description("Look only in this index (title or id).")] string? index = null,
        CancellationToken cancellationToken = default)
    {
        var files = new List<FoundFile>();
        foreach (var searched in Indexes(index))
        {
            var found = await retrieval.FindAsync(
                turn.Scope, searched.Id, null, name, null, MaxFiles + 1 - files.Count, cancellationToken);
            files.AddRange(found.Select(f => new FoundFile(f.FileId, f.FileName, searched.Id, searched.Name)));
        }

        return new FoundFiles([.. files.Take(MaxFiles)], files.Count > MaxFiles);
    }

    private async Task<ToolResult> GrepFileAsync(
        [Description("The file's id, as another tool gave it.")] string file_id,
        [Description("The regular expression.")] string pattern,
        CancellationToken cancellationToken = default)
    {
        var (index, name) = await FileAsync(file_id, cancellationToken);
        var matches = await retrieval.GrepAsync(
            turn.Scope, index.Id, file_id, pattern, MatchContext, 0, MaxMatches + 1, cancellationToken);
        var room = new ResultRoom();
        IReadOnlyList<FoundMatch> shown = [.. matches.Take(MaxMatches).Select(m => Shown(m, room)).OfType<FoundMatch>()];
        return new FoundMatches(file_id, name, index.Id, shown, matches.Count > MaxMatches || room.IsCut);
    }

    private async Task<ToolResult> ReadFileAsync(
        [Description("The file's id, as another tool gave it.")] string file_id,
        [Description("Where to begin, in characters; default 0.")] int? offset = null,
        [Description("How many characters, at most 20000; default 8000.")] int? max_length = null,
        CancellationToken cancellationToken = default)
    {
        var start = Math.Max(offset ?? 0, 0);
        var length = Math.Clamp(max_length ?? DefaultRead, 1, MaxRead);
        var (index, name) = await FileAsync(file_id, cancellationToken);
        var text = await retrieval.ReadAsync(turn.Scope, index.Id, file_id, start, length + 1, cancellationToken);
        var runes = text.EnumerateRunes().Take(length).ToList();
        var content = string.Concat(runes);
        return new ReadText(null, file_id, name, index.Id, start, start + runes.Count, content, content.Length < text.Length);
    }

    private async Task<ToolResult> ViewPageAsync(
        [Description("The file's id, as another tool gave it.")] string file_id,
        [Description("The page, from 1.")] int page,
        CancellationToken cancellationToken = default)
    {
        var (index, name) = await FileAsync(file_id, cancellationToken);
        if (retrieval.FindPageImage(turn.Scope, index.Id, file_id, page) is not { } image)
            throw new ArgumentException($"There is no picture of page {page} of this file; read_file shows its text.");
        if (Interlocked.Increment(ref pictures) > MaxPictures)
            throw new ArgumentException($"Only {MaxPictures} pages can be looked at in one turn.");
        return new ShownPage(file_id, name, index.Id, page, new ImageAttachmentRef(file_id, image.AttachmentName));
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

    /// <summary>The one of the turn's indexes that has the file, and the file's name there.</summary>
    private async Task<(TurnIndex Index, string Name)> FileAsync(string fileId, CancellationToken cancellationToken)
    {
        foreach (var index in turn.Indexes)
        {
            try
            {
                if (await retrieval.FindFileAsync(turn.Scope, index.Id, fileId, cancellationToken) is { } file)
                    return (index, file.FileName);
            }
            catch (RetrievalException e) when (e.Kind is RetrievalError.UnknownIndex)
            {
                // It went away during the turn; another may have the file.
            }
        }

        throw new RetrievalException(RetrievalError.UnknownFile, $"There is no file {fileId} in these indexes.");
    }

    private static FoundPassage? Shown(TurnIndex index, Passage p, ResultRoom room) => room.Take(p.Content) is not { } content
        ? null
        : new FoundPassage(
            null, p.FileId, p.FileName, index.Id, index.Name, p.PageStart, p.PageEnd, p.Start,
            content.Length == p.Content.Length ? p.End : p.Start + content.EnumerateRunes().Count(),
            p.HeadingPath.Length == 0 ? null : p.HeadingPath, Math.Round(p.Score, 4), content);

    private static FoundMatch? Shown(FileGrepMatch m, ResultRoom room) => room.Take(m.Content) is not { } content
        ? null
        : new FoundMatch(null, m.StartChar, m.EndChar, Math.Max(0, m.StartChar - MatchContext), content);

    /// <summary>The result stays what it is: <see cref="TurnTools"/> makes its JSON, once.</summary>
    private static AIFunction Function(Delegate method, string name, string description) =>
        AIFunctionFactory.Create(method, new AIFunctionFactoryOptions
        {
            Name = name,
            Description = description,
            SerializerOptions = Lenient,
            ExcludeResultSchema = true,
            MarshalResult = (result, _, _) => ValueTask.FromResult(result),
        });
}
