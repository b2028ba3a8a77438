using Lectern.Contracts;
using Lectern.Server.Indexing;

namespace Lectern.Server.Retrieval;

/// <summary>Names and parsed texts of an index's files. A file is named by its <c>dfl-</c> id or its UUID. Thread-safe.</summary>
internal interface IIndexText
{
    /// <returns>Null when the index has no such file.</returns>
    string? FindText(IndexKey index, string fileId);

    /// <returns>Null when the index has no such file, or could not read it.</returns>
    FileFindEntry? FindFile(IndexKey index, string fileId);

    /// <summary>What tells from when files are, but for when they were stored.</summary>
    IReadOnlyList<FileOrigin> Origins(IndexKey index, IReadOnlyCollection<string> fileIds);

    /// <summary>The names of files that were read, by their <c>dfl-</c> ids.</summary>
    IReadOnlyDictionary<string, string> Names(IndexKey index, IReadOnlyCollection<string> fileIds);

    /// <summary>How many files <see cref="Find"/> lists.</summary>
    /// <param name="except">Ids of files that are not counted.</param>
    int Count(IndexKey index, string? name, string? nameContains, IReadOnlyCollection<string> except);

    /// <summary>A part of a file's text; the rest of it is not taken out of the store.</summary>
    /// <param name="offset">Code points.</param>
    /// <param name="length">Null: to the end.</param>
    /// <returns>Null when the index has no such file.</returns>
    string? Read(IndexKey index, string fileId, int offset, int? length);

    /// <summary>Files that were read, by name then id.</summary>
    /// <param name="nameContains">Compared without case, by Unicode's simple folding.</param>
    IReadOnlyList<FileFindEntry> Find(IndexKey index, string? name, string? nameContains, FileFindEntry? after, int limit);
}
