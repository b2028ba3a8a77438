using Lectern.Contracts;
using Lectern.Web.Browser;

namespace Lectern.Web.Documents;

/// <summary>One file of an index, as a line says it.</summary>
/// <param name="FileId">The file of the directory.</param>
/// <param name="Entry">What the index holds of it; null while it was not read yet.</param>
/// <param name="ChangedAt">Null when the directory has the file no more.</param>
internal sealed record DocumentRow(string FileId, string Name, IndexFileEntry? Entry, DateTimeOffset? ChangedAt)
{
    public bool IsFailed => Entry?.Status == "failed";

    public bool IsOpenable => Entry?.Status == "ready";

    /// <summary>What is known of it, and what to do where something is wrong.</summary>
    public string Standing => (Entry, ChangedAt) switch
    {
        (null, _) => "not read yet: it is found after the next reading",
        (_, null) => "deleted: it goes with the next reading",
        ({ Status: "failed", Reason: var reason }, _) => reason ?? "it could not be read",
        ({ } entry, { } changed) => string.Join(" · ", Facts(entry, changed)),
    };

    private static IEnumerable<string> Facts(IndexFileEntry entry, DateTimeOffset changed)
    {
        if (entry.Pages > 0)
            yield return Words.Count(entry.Pages, "page");
        yield return Words.Count(entry.Characters, "character");
        yield return changed.ToLocalTime().ToString("d", System.Globalization.CultureInfo.CurrentCulture);
        if (entry.PagesWithoutText.Count > 0)
            yield return Words.Count(entry.PagesWithoutText.Count, "page") + " without text";
        foreach (var note in entry.Notes)
            yield return note;
    }
}
