using Lectern.Contracts;
using Lectern.Server.Attachments;
using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Sharing;
using Lectern.Server.Library;
using Lectern.Server.Platform;

namespace Lectern.Server.Retrieval;

/// <inheritdoc cref="IRetrieval"/>
internal sealed class DocumentRetrieval(
    IIndexes indexes, IIndexText texts, IIndexBoxes boxes, IIndexAttachments attachments, BlobStore blobs,
    HybridSearch search, TimeProvider time) : IRetrieval
{
    private static readonly int GrepsAtOnce = Math.Max(2, Environment.ProcessorCount);

    /// <summary>One project leaves a place for another, and waits alone for what it asks more.</summary>
    private readonly FairPlaces greps = new(GrepsAtOnce, GrepsAtOnce - 1);

    public Task<IReadOnlyList<Passage>> RetrieveAsync(
        Scope scope, string indexId, RetrievalQuery query, CancellationToken cancellationToken) =>
        search.SearchAsync(Resolve(scope, indexId), query, cancellationToken);

    public Task<IReadOnlyList<FileFindEntry>> FindAsync(
        Scope scope, string indexId, string? fileName, string? fileNameContains, FileFindEntry? after, int limit,
        CancellationToken cancellationToken) =>
        Task.FromResult(texts.Find(Resolve(scope, indexId), fileName, fileNameContains, after, limit));

    public Task<FileFindEntry?> FindFileAsync(Scope scope, string indexId, string fileId, CancellationToken cancellationToken) =>
        Task.FromResult(texts.FindFile(Resolve(scope, indexId), fileId));

    public async Task<IReadOnlyList<FileGrepMatch>> GrepAsync(
        Scope scope, string indexId, string fileId, string pattern, int contextChars, int fromChar, int limit,
        CancellationToken cancellationToken)
    {
        var grep = Grep.Compile(pattern, time);
        var index = Resolve(scope, indexId);

        // Each takes a processor and a whole text: more at once would only keep everything else waiting.
        using var place = await greps.EnterAsync(scope.ProjectId, isSmall: false, cancellationToken);
        var text = texts.FindText(index, fileId) ?? throw UnknownFile(fileId);
        return grep.Run(text, contextChars, fromChar, limit, cancellationToken);
    }

    public Task<string> ReadAsync(
        Scope scope, string indexId, string fileId, int offset, int? maxLength, CancellationToken cancellationToken) =>
        Task.FromResult(texts.Read(Resolve(scope, indexId), fileId, offset, maxLength) ?? throw UnknownFile(fileId));

    public Task<IReadOnlyList<PageBox>> BoxesAsync(
        Scope scope, string indexId, string fileId, int start, int end, CancellationToken cancellationToken) =>
        Task.FromResult(boxes.Find(Resolve(scope, indexId), fileId, start, end) ?? throw UnknownFile(fileId));

    public PageImage? FindPageImage(Scope scope, string indexId, string fileId, int page) =>
        attachments.Find(Resolve(scope, indexId), fileId, AttachmentNames.Screenshot(page)) is { } found
            ? new PageImage(found.Name, () => blobs.Open(found.ContentHash))
            : null;

    private static RetrievalException UnknownFile(string fileId) =>
        new(RetrievalError.UnknownFile, $"File {fileId} was not found in this index.");

    private IndexKey Resolve(Scope scope, string indexId) =>
        indexes.Find(scope, indexId)?.Key
        ?? throw new RetrievalException(RetrievalError.UnknownIndex, $"Index {indexId} was not found.");
}
