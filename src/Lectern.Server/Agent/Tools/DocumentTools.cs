using System.ComponentModel;
using Lectern.Contracts;
using Lectern.Server.Retrieval;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent.Tools;

/// <summary>
/// The tools over a turn's indexes, and no others: retrieve, find_files, grep_file, read_file, and view_page for a model that
/// sees. Results are bounded in size. Offsets are Unicode code points in a file's parsed text. Thread-safe.
/// </summary>
internal sealed class DocumentTools(IRetrieval retrieval, AgentTurn turn, bool sees, TimeProvider time)
{
    private const int DefaultPassages = 8;
    private const int MaxPassages = 20;
    private const int MaxMatches = 20;
    private const int MatchContext = 200;
    private const int DefaultRead = 8_000;
    private const int MaxRead = 20_000;

    /// <summary>Of one turn: each costs a model more than a thousand tokens.</summary>
    private const int MaxPictures = 8;

    private readonly DocumentLookup lookup = new(retrieval);
    private int pictures;

    public IEnumerable<AIFunction> Functions() =>
    [
        ToolFunction.Of(RetrieveAsync, "retrieve", "Find the passages of the documents that fit a query best."),
        ToolFunction.Of(
            FindFilesAsync, "find_files",
            "List files by a part of their name, or those that were added or changed in a time; without either, all of them."),
        ToolFunction.Of(
            GrepFileAsync, "grep_file", "Find a regular expression (without look-around or back references) in one file."),
        ToolFunction.Of(ReadFileAsync, "read_file", "Read a part of one file."),
        .. sees
            ? [ToolFunction.Of(ViewPageAsync, "view_page", "Look at the picture of one page: for figures, drawings, layout.")]
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
        var asked = new RetrievalQuery(query, Math.Clamp(top_k ?? DefaultPassages, 1, MaxPassages));
        var searched = Indexes(index);
        if (!string.IsNullOrEmpty(file_id))
        {
            searched = [(await FileAsync(file_id, cancellationToken)).Index];
            asked = asked with { Filter = new PassageFilter(new StaticFilter("eq", [file_id]), []) };
        }

        return await lookup.RetrieveAsync(turn.Scope, searched, asked, turn.SkippedIndexes, cancellationToken);
    }

    private async Task<ToolResult> FindFilesAsync(
        [Description("A part of the file's name.")] string? name = null,
        [Description("Look only in this index (title or id).")] string? index = null,
        [Description("Only files added or changed from this day or time on: 2026-11-23, 2026-11-23T09:00:00Z.")]
        string? since = null,
        [Description("Only files whose last change was on this day or before.")] string? until = null,
        CancellationToken cancellationToken = default) =>
        AskedTime.Of(since, until, time.LocalTimeZone) is { } asked
            ? await lookup.FindChangedAsync(turn.Scope, Indexes(index), name, asked, cancellationToken)
            : await lookup.FindAsync(turn.Scope, Indexes(index), null, name, cancellationToken);

    private async Task<ToolResult> GrepFileAsync(
        [Description("The file's id, as another tool gave it.")] string file_id,
        [Description("The regular expression.")] string pattern,
        CancellationToken cancellationToken = default) =>
        await lookup.GrepAsync(
            turn.Scope, await FileAsync(file_id, cancellationToken), pattern, MatchContext, MaxMatches, cancellationToken);

    private async Task<ToolResult> ReadFileAsync(
        [Description("The file's id, as another tool gave it.")] string file_id,
        [Description("Where to begin, in characters; default 0.")] int? offset = null,
        [Description("How many characters, at most 20000; default 8000.")] int? max_length = null,
        CancellationToken cancellationToken = default) =>
        await lookup.ReadAsync(
            turn.Scope, await FileAsync(file_id, cancellationToken), Math.Max(offset ?? 0, 0),
            Math.Clamp(max_length ?? DefaultRead, 1, MaxRead), cancellationToken);

    private async Task<ToolResult> ViewPageAsync(
        [Description("The file's id, as another tool gave it.")] string file_id,
        [Description("The page, from 1.")] int page,
        CancellationToken cancellationToken = default)
    {
        var (index, _, name) = await FileAsync(file_id, cancellationToken);
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
                RetrievalError.UnknownIndex,
                $"There is no index {named}; there are {string.Join(", ", turn.Indexes.Select(i => i.Name))}.");
    }

    private Task<FileOfIndex> FileAsync(string fileId, CancellationToken cancellationToken) =>
        lookup.FileAsync(turn.Scope, turn.Indexes, fileId, cancellationToken);
}
