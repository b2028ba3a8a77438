using Lectern.Server.Indexing.Parsing;

namespace Lectern.Server.Indexing;

/// <summary>
/// Pages of scans that are taken for the files of one sync that wait for them: what others take meanwhile must not leave such a
/// file with fewer than it had. For one sync; files may be read at the same time.
/// </summary>
internal sealed class OcrPromises(OcrBudget budget, string projectId)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> promised = new(StringComparer.Ordinal);

    /// <returns>Whether the file is worth reading again.</returns>
    public bool Promise(string sourceId, OcrLater file)
    {
        var pages = budget.TakeWaiting(projectId, file);
        lock (gate)
        {
            if (pages > 0)
                promised[sourceId] = pages;
        }

        return pages > 0;
    }

    /// <summary>Takes pages of a file, first those that it was promised.</summary>
    /// <returns>How many of them may be read.</returns>
    public int Take(string sourceId, int pages)
    {
        int kept;
        lock (gate)
        {
            kept = Math.Min(pages, promised.GetValueOrDefault(sourceId));
            if (kept > 0)
                promised[sourceId] -= kept;
        }

        return kept == pages ? kept : kept + budget.Take(projectId, pages - kept);
    }

    /// <summary>The file was not read after all.</summary>
    public void GiveBack(int pages) => budget.GiveBack(projectId, pages);

    /// <summary>Nothing is promised any more.</summary>
    public void End()
    {
        lock (gate)
        {
            budget.GiveBack(projectId, promised.Values.Sum());
            promised.Clear();
        }
    }
}
