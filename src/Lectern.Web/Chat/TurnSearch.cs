using Lectern.Contracts;

namespace Lectern.Web.Chat;

/// <summary>How a turn searched an index.</summary>
/// <param name="Generations">
/// The index's generations, in order: more than one where a sync changed it meanwhile, or its parts were joined.
/// </param>
/// <param name="Passages">Different ones that were found in it.</param>
internal sealed record TurnSearch(string IndexId, IReadOnlyList<long> Generations, int Passages)
{
    /// <summary>Of servers that tell it; in the order in which they were searched first.</summary>
    public static IReadOnlyList<TurnSearch> Of(IEnumerable<FoundPassages> results)
    {
        var all = results.ToList();
        return [.. all.SelectMany(r => r.Searched ?? []).GroupBy(s => s.IndexId).Select(index => new TurnSearch(
            index.Key,
            [.. index.Select(s => s.Generation).Distinct().Order()],
            all.SelectMany(r => r.Passages).Where(p => p.IndexId == index.Key)
                .DistinctBy(p => (p.FileId, p.StartChar, p.EndChar)).Count()))];
    }
}
