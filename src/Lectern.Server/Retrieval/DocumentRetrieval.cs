using Lectern.Contracts;
using Lectern.Server.Attachments;
using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Sharing;
using Lectern.Server.Library;
using Lectern.Server.Platform;

namespace Lectern.Server.Retrieval;

/// <inheritdoc cref="IRetrieval"/>
internal sealed class DocumentRetrieval(
    IIndexes indexes, IDirectoryFiles files, IIndexText texts, IIndexBoxes boxes, IIndexAttachments attachments, IBlobs blobs,
    IIndexSnapshots snapshots, HybridSearch search, TimeProvider time) : IRetrieval
{
    private static readonly int GrepsAtOnce = Math.Max(2, Environment.ProcessorCount);

    /// <summary>One project leaves a place for another, and waits alone for what it asks more.</summary>
    private readonly FairPlaces greps = new(GrepsAtOnce, GrepsAtOnce - 1);

    private readonly DepartedFiles departed = new(files);

    public async Task<FoundInIndex> RetrieveAsync(
        Scope scope, string indexId, RetrievalQuery query, CancellationToken cancellationToken)
    {
        var index = Resolve(scope, indexId);
        var found = await search.SearchAsync(index.Key, query, s => departed.Of(scope, index, s), cancellationToken);

        // What went while it was searched.
        var live = Live(scope, index, found.Passages.Select(p => p.FileId));
        return found with { Passages = [.. found.Passages.Where(p => live.Contains(p.FileId))] };
    }

    public Task<IReadOnlyList<FileFindEntry>> FindAsync(
        Scope scope, string indexId, string? fileName, string? fileNameContains, FileFindEntry? after, int limit,
        CancellationToken cancellationToken)
    {
        var index = Resolve(scope, indexId);
        var found = new List<FileFindEntry>();
        while (found.Count < limit)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = texts.Find(index.Key, fileName, fileNameContains, after, limit);
            var live = Live(scope, index, rows.Select(r => r.FileId));
            found.AddRange(rows.Where(r => live.Contains(r.FileId)).Take(limit - found.Count));
            if (rows.Count < limit)
                break;
            after = rows[^1];
        }

        return Task.FromResult<IReadOnlyList<FileFindEntry>>(found);
    }

    public Task<int> CountAsync(
        Scope scope, string indexId, string? fileName, string? fileNameContains, CancellationToken cancellationToken)
    {
        var index = Resolve(scope, indexId);
        using var snapshot = snapshots.Open(index.Key, cancellationToken);
        return Task.FromResult(texts.Count(index.Key, fileName, fileNameContains, departed.Of(scope, index, snapshot)));
    }

    public Task<IReadOnlyList<ChangedFile>> FindChangedAsync(
        Scope scope, string indexId, string? fileNameContains, DateTimeOffset from, DateTimeOffset to,
        CancellationToken cancellationToken)
    {
        var index = Resolve(scope, indexId);
        var changed = files.Changed(scope, index.SourceDirectoryId, from, to);
        var names = texts.Names(index.Key, [.. changed.Select(c => c.Id)]);
        return Task.FromResult<IReadOnlyList<ChangedFile>>([.. changed.Where(c => names.ContainsKey(c.Id))
            .Select(c => new ChangedFile(c.Id, names[c.Id], c.AddedAt, c.ChangedAt))
            .Where(c => fileNameContains is null
                || c.FileName.Contains(fileNameContains, StringComparison.OrdinalIgnoreCase))]);
    }

    public Task<FileFindEntry?> FindFileAsync(Scope scope, string indexId, string fileId, CancellationToken cancellationToken)
    {
        var index = Resolve(scope, indexId);
        return Task.FromResult(
            texts.FindFile(index.Key, fileId) is { } file && Live(scope, index, [file.FileId]).Count > 0 ? file : null);
    }

    public Task<IReadOnlyList<FileOrigin>> OriginsAsync(
        Scope scope, string indexId, IReadOnlyCollection<string> fileIds, CancellationToken cancellationToken)
    {
        var index = Resolve(scope, indexId);
        var origins = texts.Origins(index.Key, fileIds);
        var stored = files.StoredAt(scope, index.SourceDirectoryId, [.. origins.Select(o => o.FileId)]);
        return Task.FromResult<IReadOnlyList<FileOrigin>>(
            [.. origins.Where(o => stored.ContainsKey(o.FileId)).Select(o => o with { StoredAt = stored[o.FileId] })]);
    }

    public async Task<IReadOnlyList<FileGrepMatch>> GrepAsync(
        Scope scope, string indexId, string fileId, string pattern, int contextChars, int fromChar, int limit,
        CancellationToken cancellationToken)
    {
        var grep = Grep.Compile(pattern, time);
        var index = OfFile(scope, indexId, fileId);

        // Each takes a processor and a whole text: more at once would only keep everything else waiting.
        using var place = await greps.EnterAsync(scope.ProjectId, isSmall: false, cancellationToken);
        var text = texts.FindText(index, fileId) ?? throw UnknownFile(fileId);
        return grep.Run(text, contextChars, fromChar, limit, cancellationToken);
    }

    public Task<string> ReadAsync(
        Scope scope, string indexId, string fileId, int offset, int? maxLength, CancellationToken cancellationToken) =>
        Task.FromResult(texts.Read(OfFile(scope, indexId, fileId), fileId, offset, maxLength) ?? throw UnknownFile(fileId));

    public Task<IReadOnlyList<PageBox>> BoxesAsync(
        Scope scope, string indexId, string fileId, int start, int end, CancellationToken cancellationToken) =>
        Task.FromResult(boxes.Find(OfFile(scope, indexId, fileId), fileId, start, end) ?? throw UnknownFile(fileId));

    public PageImage? FindPageImage(Scope scope, string indexId, string fileId, int page) =>
        attachments.Find(OfFile(scope, indexId, fileId), fileId, PageScreenshot.NameOf(page)) is { } found
            ? new PageImage(found.Name, () => blobs.Open(found.ContentHash))
            : null;

    private static RetrievalException UnknownFile(string fileId) =>
        new(RetrievalError.UnknownFile, $"File {fileId} was not found in this index.");

    /// <summary>The index of a file that its directory still has.</summary>
    private IndexKey OfFile(Scope scope, string indexId, string fileId)
    {
        var index = Resolve(scope, indexId);
        return texts.FindFile(index.Key, fileId) is { } file && Live(scope, index, [file.FileId]).Count == 0
            ? throw UnknownFile(fileId) : index.Key;
    }

    /// <inheritdoc cref="ShownFiles"/>
    private IReadOnlySet<string> Live(Scope scope, IndexRow index, IEnumerable<string> fileIds) =>
        files.Shown(scope, index, [.. fileIds.Distinct(StringComparer.Ordinal)]);

    private IndexRow Resolve(Scope scope, string indexId) => indexes.Find(scope, indexId)
        ?? throw new RetrievalException(RetrievalError.UnknownIndex, $"Index {indexId} was not found.");
}
