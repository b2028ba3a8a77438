using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Indexing;

/// <summary>
/// How many pages a project may have read with OCR in an hour, which begins with its first page. A file whose pages are more
/// than are left waits for the next hour whole; only one that alone is beyond the limit is read as far as that. Thread-safe.
/// </summary>
internal sealed class OcrBudget(CrowdLimits limits, TimeProvider time)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (long Start, int Used)> hours = new(StringComparer.Ordinal);

    /// <summary>For a person: why pages of a file have no text.</summary>
    public string Reason(OcrLater file) =>
        $"Pages without text were not read: the {limits.OcrPagesPerHour:N0} pages of scans that a "
        + "project may have read in an hour are used up. "
        + (file.Read < Math.Min(file.Wanted, limits.OcrPagesPerHour) ? "They are read by a sync that comes later."
            : "Of one file no more are read.");

    /// <summary>Takes pages of a file.</summary>
    /// <returns>How many of them may be read.</returns>
    public int Take(string projectId, int pages)
    {
        lock (gate)
        {
            var (start, used) = Now(projectId);
            var granted = pages <= limits.OcrPagesPerHour - used ? pages : used == 0 ? limits.OcrPagesPerHour : 0;
            hours[projectId] = (start, used + granted);
            return granted;
        }
    }

    /// <summary>The file was not read after all.</summary>
    public void GiveBack(string projectId, int pages)
    {
        lock (gate)
        {
            var (start, used) = Now(projectId);
            hours[projectId] = (start, Math.Max(0, used - pages));
        }
    }

    /// <summary>Takes all pages of a file that waits, where more of it can be read now than was before.</summary>
    /// <returns>How many may be read; 0 when it stays as it is.</returns>
    public int TakeWaiting(string projectId, OcrLater file)
    {
        var pages = Math.Min(file.Wanted, limits.OcrPagesPerHour);
        if (pages <= file.Read)
            return 0;
        lock (gate)
        {
            var (start, used) = Now(projectId);
            if (pages > limits.OcrPagesPerHour - used)
                return 0;
            hours[projectId] = (start, used + pages);
            return pages;
        }
    }

    private (long Start, int Used) Now(string projectId) =>
        hours.TryGetValue(projectId, out var hour) && time.GetElapsedTime(hour.Start) < Hour ? hour : (time.GetTimestamp(), 0);
}
