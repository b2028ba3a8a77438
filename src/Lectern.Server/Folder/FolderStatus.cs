namespace Lectern.Server.Folder;

/// <summary>What the folder's mirror, the running server, and whoever asks need to know of each other. Thread-safe.</summary>
internal sealed class FolderStatus
{
    private readonly TaskCompletionSource<string> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly HashSet<string> gone = new(StringComparer.Ordinal);
    private FolderReport? report;

    /// <summary>Where the server listens; set once it does.</summary>
    public string Address
    {
        set => address.TrySetResult(value);
    }

    /// <summary>Null where no folder is followed, and before the first look at it.</summary>
    public FolderReport? Report
    {
        get
        {
            lock (gate)
                return report;
        }

        set
        {
            lock (gate)
                report = value;
        }
    }

    public Task<string> AddressAsync(CancellationToken cancellationToken) => address.Task.WaitAsync(cancellationToken);

    /// <summary>Says that the files which wait now are gone.</summary>
    /// <returns>How many they are.</returns>
    public int ConfirmGone()
    {
        lock (gate)
        {
            if (report is null)
                return 0;
            var count = report.Waiting.Count;
            gone.UnionWith(report.Waiting.Keys);
            report = report with { Waiting = new Dictionary<string, string>() };
            return count;
        }
    }

    /// <summary>The ids of the files of which it was said.</summary>
    public IReadOnlySet<string> Gone
    {
        get
        {
            lock (gate)
                return gone.ToHashSet(StringComparer.Ordinal);
        }
    }

    /// <summary>The mirror has looked after these were said to be gone.</summary>
    public void Forget(IReadOnlySet<string> told)
    {
        lock (gate)
            gone.ExceptWith(told);
    }
}
