using Lectern.Contracts;

namespace Lectern.Web.Documents;

/// <summary>How long the reading of an index may still take, from how fast it went while this page looked on.</summary>
internal sealed class ReadingTime(TimeProvider time)
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(4);
    private readonly Dictionary<string, (string Stage, int Done, long At)> begun = new(StringComparer.Ordinal);

    /// <returns>Null until something can be said.</returns>
    public TimeSpan? Left(IndexResponse index)
    {
        if (index.Metadata is not { Status: IndexStatus.Syncing, Progress: { FilesTotal: > 0 } progress })
        {
            begun.Remove(index.Id);
            return null;
        }

        if (!begun.TryGetValue(index.Id, out var first) || first.Stage != progress.Stage || first.Done > progress.FilesDone)
            begun[index.Id] = first = (progress.Stage, progress.FilesDone, time.GetTimestamp());
        var (done, took) = (progress.FilesDone - first.Done, time.GetElapsedTime(first.At));
        return done > 0 && took > Least ? took / done * (progress.FilesTotal - progress.FilesDone) : null;
    }
}
