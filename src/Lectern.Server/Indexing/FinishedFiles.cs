using Lectern.Server.Library;

namespace Lectern.Server.Indexing;

/// <summary>
/// What a sync has finished and not swapped in yet. The first step is due after a second, each later one after twice as long as
/// the one before it, and after a minute at most. For one sync.
/// </summary>
internal sealed class FinishedFiles(SyncPlan plan, TimeProvider time)
{
    /// <summary>As much as is embedded in about a second.</summary>
    private const long Much = 64 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly List<SourceFile> parsed = [];
    private int read;
    private TimeSpan wait = TimeSpan.FromSeconds(1);
    private long since = time.GetTimestamp();

    /// <summary>Read, and not swapped in.</summary>
    public IReadOnlyList<SourceFile> Parsed => parsed;

    /// <summary>Files that are still to be read.</summary>
    public IEnumerable<SourceFile> Unread => plan.ToParse.Skip(read);

    /// <summary>What the directory removed or described anew goes in with the first step.</summary>
    public IReadOnlyList<string> Removed => HasSteps ? [] : plan.ToRemove;

    /// <inheritdoc cref="Removed"/>
    public IReadOnlyList<SourceFile> Described => HasSteps ? [] : plan.ToDescribe;

    /// <summary>Files that are to be changed, with those that are not finished.</summary>
    public int Left { get; private set; } = plan.Changes;

    /// <summary>Whether some was swapped in before.</summary>
    public bool HasSteps { get; private set; }

    public int Count => parsed.Count + Removed.Count + Described.Count;

    public bool IsStepDue => Count > 0 && time.GetElapsedTime(since) >= wait;

    /// <summary>Of what was read of <see cref="Parsed"/>.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether it would wait long to be embedded.</summary>
    public bool IsMuch => Bytes > Much;

    /// <param name="size">Bytes of what was read of it.</param>
    public void Add(SourceFile source, long size)
    {
        parsed.Add(source);
        read++;
        Bytes += size;
    }

    /// <summary>All of it was swapped in.</summary>
    public void Clear()
    {
        Left -= Count;
        HasSteps = true;
        parsed.Clear();
        Bytes = 0;
        since = time.GetTimestamp();
        wait = wait * 2 < Longest ? wait * 2 : Longest;
    }
}
