namespace Lectern.Server.Indexing.Sharing;

/// <summary>
/// The places in which the work of many projects runs. One that becomes free goes to the project that has the fewest, among those
/// to the one that was served longest ago, and in a project to what has waited longest. One place more than there are is kept for
/// small work, which may take any. Thread-safe.
/// </summary>
/// <param name="places">For work of any size.</param>
/// <param name="perProject">Of those, for one project at once.</param>
internal sealed class FairPlaces(int places, int perProject)
{
    private readonly Lock gate = new();
    private readonly LinkedList<FairPlace> waiting = [];
    private readonly Dictionary<string, Share> shares = new(StringComparer.Ordinal);

    /// <summary>The place that was used last comes first: what belongs to it is still warm.</summary>
    private readonly Stack<int> free = new(Enumerable.Range(0, places + 1).Reverse());

    private int large;
    private long served;

    /// <summary>All places, the one for small work included.</summary>
    public int Count => places + 1;

    /// <summary>Waits for a place; dispose of it to give it back.</summary>
    public async Task<FairPlace> EnterAsync(string projectId, bool isSmall, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var place = Enter(projectId, isSmall);
        try
        {
            await place.Begun.WaitAsync(cancellationToken);
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>Takes a place, or one in the queue for it.</summary>
    public FairPlace Enter(string projectId, bool isSmall)
    {
        var place = new FairPlace(this, projectId, isSmall);
        lock (gate)
        {
            ShareOf(projectId).Waiting++;
            waiting.AddLast(place);
            HandOut();
        }

        return place;
    }

    /// <summary>Takes a place only if there is one now.</summary>
    public FairPlace? TryEnter(string projectId)
    {
        lock (gate)
        {
            var place = new FairPlace(this, projectId, isSmall: false);
            var share = ShareOf(projectId);
            share.Waiting++;
            if (MayEnter(place))
            {
                Begin(place, share);
                return place;
            }

            share.Waiting--;
            Forget(projectId, share);
            return null;
        }
    }

    /// <summary>Lets small work that turned out not to be go on as what it is.</summary>
    /// <returns>Whether there was room for it: the place for small work is free again then.</returns>
    internal bool TryGrow(FairPlace place)
    {
        lock (gate)
        {
            var share = ShareOf(place.ProjectId);
            if (!place.IsSmall)
                return true;
            if (large >= places || share.Large >= perProject)
                return false;
            place.IsSmall = false;
            large++;
            share.Large++;
            HandOut();
            return true;
        }
    }

    internal void Leave(FairPlace place)
    {
        lock (gate)
        {
            var share = ShareOf(place.ProjectId);
            if (waiting.Remove(place))
            {
                share.Waiting--;
            }
            else
            {
                share.Held--;
                free.Push(place.Number);
                if (!place.IsSmall)
                {
                    large--;
                    share.Large--;
                }
            }

            Forget(place.ProjectId, share);
            HandOut();
        }
    }

    private void HandOut()
    {
        while (waiting.Where(MayEnter).MinBy(p => (ShareOf(p.ProjectId).Held, ShareOf(p.ProjectId).LastServed)) is { } next)
        {
            waiting.Remove(next);
            Begin(next, ShareOf(next.ProjectId));
        }
    }

    private bool MayEnter(FairPlace place) =>
        free.Count > 0 && (place.IsSmall || (large < places && ShareOf(place.ProjectId).Large < perProject));

    private void Begin(FairPlace place, Share share)
    {
        share.Waiting--;
        share.Held++;
        share.LastServed = ++served;
        if (!place.IsSmall)
        {
            large++;
            share.Large++;
        }

        place.Begin(free.Pop());
    }

    private Share ShareOf(string projectId)
    {
        if (!shares.TryGetValue(projectId, out var share))
            shares.Add(projectId, share = new Share());
        return share;
    }

    private void Forget(string projectId, Share share)
    {
        if (share is { Held: 0, Waiting: 0 })
            shares.Remove(projectId);
    }

    /// <summary>What a project has of the places.</summary>
    private sealed class Share
    {
        public int Held { get; set; }

        public int Large { get; set; }

        public int Waiting { get; set; }

        public long LastServed { get; set; }
    }
}
