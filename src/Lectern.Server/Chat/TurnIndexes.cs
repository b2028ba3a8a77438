using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>Which of a turn's indexes can be searched.</summary>
/// <param name="Skipped">As the client named them.</param>
/// <param name="Error">Why the turn cannot run, or null.</param>
internal sealed record TurnIndexes(IReadOnlyList<TurnIndex> Usable, IReadOnlyList<string> Skipped, string? Error)
{
    /// <summary>Those that have not taken in all of their directory's changes.</summary>
    public IReadOnlyList<IndexBehind> Behind =>
        [.. Usable.Where(i => i.FilesWaiting > 0).Select(i => new IndexBehind(i.Id, i.FilesWaiting))];

    public static TurnIndexes None { get; } = new([], [], null);

    public static TurnIndexes Resolve(IIndexes indexes, Scope scope, IReadOnlyList<string> indexIds, bool requireAll)
    {
        var usable = new List<TurnIndex>();
        var skipped = new List<string>();
        var reasons = new List<string>();
        foreach (var id in indexIds)
        {
            var index = indexes.Find(scope, id);
            if (index is { IsSearchable: true })
            {
                if (usable.All(u => u.Id != index.Id))
                    usable.Add(TurnIndex.Of(index, indexes));
                continue;
            }

            skipped.Add(id);
            reasons.Add(index is null ? $"{id} was not found" : $"{id} is not ready ({index.ReadMetadata().Status})");
        }

        var error = usable.Count == 0
            ? $"None of the indexes can be searched: {string.Join("; ", reasons)}."
            : requireAll && skipped.Count > 0
                ? $"Not every index can be searched, as require_all_indexes demands: {string.Join("; ", reasons)}."
                : null;
        return new TurnIndexes(usable, skipped, error);
    }
}
