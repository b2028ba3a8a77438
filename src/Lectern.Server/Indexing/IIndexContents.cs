using Lectern.Server.Indexing.Embedding;

namespace Lectern.Server.Indexing;

/// <summary>
/// One index's contents in a database of its own: files, their parsed text, chunks with their terms and vectors. A
/// generation is swapped in by one transaction: in WAL mode a reader sees the old one whole until the commit, then the new one
/// whole. Any number of readers; one writer, the index's sync. Thread-safe for readers.
/// </summary>
internal interface IIndexContents
{
    /// <summary>Files after an id, ordered by id.</summary>
    Task<IReadOnlyList<IndexedFile>> ListFilesAsync(string? after, int limit, CancellationToken cancellationToken);

    /// <summary>All files, ordered by id, without their notes: those lie behind the texts and cost as much to read.</summary>
    IReadOnlyList<IndexedFile> AllFiles();

    /// <summary>Swaps in the next generation and leaves the vectors as they are.</summary>
    Task<SwapOutcome> ReplaceAsync(IAsyncEnumerable<FileChange> changes, CancellationToken cancellationToken);

    /// <summary>Swaps in the next generation: removes, changes and adds files in one transaction.</summary>
    /// <param name="changes">Read one by one, so that memory does not grow with the index.</param>
    /// <param name="vectors">Of every chunk that has none of their model; null leaves the vectors as they are.</param>
    /// <returns>The generation, and the files that could not be stored; they are failed ones now.</returns>
    Task<SwapOutcome> ReplaceAsync(
        IAsyncEnumerable<FileChange> changes, IPendingVectors? vectors, CancellationToken cancellationToken);

    /// <inheritdoc cref="ReplaceAsync(IAsyncEnumerable{FileChange}, IPendingVectors?, CancellationToken)"/>
    /// <param name="goesOn">Whether the same sync made the generation before.</param>
    Task<SwapOutcome> ReplaceAsync(
        IAsyncEnumerable<FileChange> changes, IPendingVectors? vectors, bool goesOn, CancellationToken cancellationToken);

    /// <summary>
    /// Swaps in as the next generation what an earlier one had; what both have stays as it is. Vectors of another model than the
    /// live ones do not come back.
    /// </summary>
    /// <returns>Null when that one is kept no more: nothing was changed then.</returns>
    Task<SwapOutcome?> RestoreAsync(long generation, CancellationToken cancellationToken);

    /// <summary>The generations that can be made live again and the live one, latest first.</summary>
    /// <param name="before">Only those with a smaller number.</param>
    IReadOnlyList<IndexGeneration> Generations(long before, int limit);

    /// <returns>Null when it is kept no more, or never was.</returns>
    IndexGeneration? FindGeneration(long number);

    /// <summary>The first generation of the sync or restore that left the live one; null for an index without any.</summary>
    IndexGeneration? FindFirstOfLive();

    /// <summary>Files of the live generation that could be read.</summary>
    int CountReady();

    /// <summary>The number of the live generation; 0 before the first.</summary>
    long LiveGeneration();

    /// <summary>
    /// Forgets some of the generations that are to be kept no more, and what was kept for them alone. A sync waits for it only a
    /// moment.
    /// </summary>
    /// <returns>Whether some were forgotten: there may be more.</returns>
    bool Forget();

    /// <summary>
    /// Swaps in the next generation with the vectors that are made so far: those of the files, in the order in which
    /// <see cref="TextsWithoutVectors"/> gives their texts, up to the first that lacks one.
    /// </summary>
    /// <returns>Null when that is no file: nothing was changed then.</returns>
    Task<SwapOutcome?> JoinVectorsAsync(IPendingVectors vectors, CancellationToken cancellationToken);

    /// <summary>
    /// Joins some of the parts that the swaps made, where they have become many: what the index holds does not change by it. Can
    /// run beside anything else.
    /// </summary>
    /// <param name="giveWay">Called between any few of the rows that are read.</param>
    /// <returns>Whether some were joined: there may be more.</returns>
    bool Merge(CancellationToken cancellationToken, Action? giveWay = null);

    /// <summary>The vectors of the live generation, by their text.</summary>
    IStoredVectors OpenVectors(string model);

    /// <summary>The texts of the live generation's chunks that have no vector of the model, read as they are asked for.</summary>
    IEnumerable<string> TextsWithoutVectors(string model);

    /// <summary>Whether a chunk of the live generation has no vector of the model.</summary>
    bool LacksVectors(string model);

    /// <summary>How many chunks of the live generation have no vector of the model.</summary>
    int CountWithoutVectors(string model);

    /// <summary>Whether the live generation has vectors of another model: they go as soon as some of this one come in.</summary>
    bool HasVectorsOfAnother(string model);

    /// <summary>The first chunks of every file, then the second ones, and so on.</summary>
    IReadOnlyList<(string FileId, string HeadingPath, string Content)> Beginnings(int count);

    /// <summary>Chunks of a file: those after a place first, then those before it.</summary>
    /// <param name="fileId">Its <c>dfl-</c> id.</param>
    /// <param name="place">Code points.</param>
    IReadOnlyList<(string HeadingPath, string Content)> After(string fileId, int place, int count);

    /// <summary>The name of the live generation; contents that have none get one.</summary>
    string NameGeneration();

    /// <summary>Bytes of the files of the contents, and of the attachments that they name.</summary>
    (long Contents, long Attachments) Measure();
}
