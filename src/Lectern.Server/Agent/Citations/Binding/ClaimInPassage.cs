using System.Collections.Concurrent;
using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Citations.Binding;

/// <summary>
/// What a claim finds in a whole passage, found once for all the statements that it is compared with. Thread-safe.
/// </summary>
internal sealed class ClaimInPassage(ClaimReading claim, PassageText passage)
{
    private readonly Lazy<(int Most, int LeastUnsaid)> rows = new(() =>
    {
        var keys = passage.Statements.Where(s => s.IsRow).Select(s => RowBinding.Key(claim, s)).ToList();
        var most = keys.Count == 0 ? -1 : keys.Max(k => k.Said);
        return (most, keys.Where(k => k.Said == most).Select(k => k.Unsaid).DefaultIfEmpty().Min());
    });

    private readonly ConcurrentDictionary<(int, int), bool> beside = new();

    /// <summary>The most words of a row's key that the claim says; -1 where there are no rows.</summary>
    public int MostOfRow => rows.Value.Most;

    /// <summary>How many words of such a row's key it does not say, at least.</summary>
    public int LeastUnsaid => rows.Value.LeastUnsaid;

    /// <summary>Whether two words of the claim stand beside each other in a statement.</summary>
    public bool AreBeside(int one, int two) => beside.GetOrAdd((one, two), _ =>
        passage.Statements.Any(s => NameBinding.AreBeside(s.Reading, claim.Text.Tokens[one], claim.Text.Tokens[two])));
}
