using Lectern.Contracts;
using Lectern.Web.Browser;
using Lectern.Web.Languages;

namespace Lectern.Web.Documents;

/// <summary>One file of an index, as a line says it.</summary>
/// <param name="FileId">The file of the directory.</param>
/// <param name="Entry">What the index holds of it; null while it was not read yet.</param>
/// <param name="ChangedAt">Null when the directory has the file no more.</param>
/// <param name="Bytes">Of the file; null where that is not known.</param>
internal sealed record DocumentRow(string FileId, string Name, IndexFileEntry? Entry, DateTimeOffset? ChangedAt, long? Bytes)
{
    public bool IsFailed => Entry?.Status == IndexStatus.Failed;

    public bool IsOpenable => Entry?.Status == IndexStatus.Ready;

    /// <summary>What is known of it, and what to do where something is wrong.</summary>
    public string Standing => (Entry, ChangedAt) switch
    {
        (null, _) => Strings.Of("document.not_read"),
        (_, null) => Strings.Of("document.deleted"),
        ({ Status: IndexStatus.Failed, Reason: var reason }, _) => UnreadReason.Of(reason),
        ({ } entry, { } changed) => string.Join(" · ", Facts(entry, changed)),
    };

    private IEnumerable<string> Facts(IndexFileEntry entry, DateTimeOffset changed)
    {
        // What is missing comes first: a phone shows the beginning.
        if (entry.PagesWithoutText.Count > 0)
            yield return Strings.Count("document.without_text", entry.PagesWithoutText.Count);
        if (Bytes is { } bytes)
            yield return Words.Bytes(bytes);
        if (entry.Pages > 0)
            yield return Strings.Count("count.pages", entry.Pages);
        yield return Strings.Count("count.characters", entry.Characters);
        yield return Strings.Date(changed, DateStyle.Short);
        foreach (var note in entry.Notes)
            yield return note;
    }
}
