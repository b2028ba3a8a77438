using Lectern.Contracts;

namespace Lectern.Server.Indexing;

/// <summary>
/// Where a file's text stands on its pages, beside the text in the index's own database and swapped with it.
/// Thread-safe.
/// </summary>
internal interface IIndexBoxes
{
    /// <summary>
    /// The rectangles of a span, line by line, in the text's order; words that are partly in it count whole. Empty when the
    /// format has no boxes.
    /// </summary>
    /// <param name="fileId">The <c>dfl-</c> id or the content's UUID.</param>
    /// <param name="start">Unicode code points in the file's text.</param>
    /// <param name="end">Exclusive.</param>
    /// <param name="page">Only those on this page; null: on all.</param>
    /// <returns>Null when the index has no such file.</returns>
    IReadOnlyList<PageBox>? Find(IndexKey index, string fileId, int start, int end, int? page = null);
}
