namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>
/// The claims of every kind, half of them about documents that are kept aside. The same documents give the same claims. A
/// document gives no more than its share while others have some.
/// </summary>
internal static class SwapSet
{
    /// <summary>Pairs of each kind in each half.</summary>
    public const int PairsPerHalf = 500;

    private const int Rounds = 12;

    public static IReadOnlyList<ISwapKind> Kinds { get; } =
    [
        new NeighbourSentence(), new NeighbourRow(), new OtherColumn(), new OneOfTwo(), new DirectionSwap(), new NegationSwap(),
        new UnitSwap(), new DateSwap(), new ScopeSwap(), new ComparisonSwap(), new RoleSwap(), new NameSwap(),
    ];

    public static IEnumerable<SwapClaim> Make(IReadOnlyList<SourcePassage> passages) =>
        from isAside in (bool[])[false, true]
        from kind in Kinds
        from claim in Make(kind, [.. passages.Where(p => p.IsAside == isAside)])
        select claim;

    private static List<SwapClaim> Make(ISwapKind kind, List<SourcePassage> passages)
    {
        var claims = new List<SwapClaim>();
        var said = new HashSet<string>(StringComparer.Ordinal);
        var ofDocument = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var passage in passages)
            {
                var share = 20 * (1 << round);
                if (ofDocument.GetValueOrDefault(passage.Document) >= share)
                    continue;
                var random = new Random((int)SourcePassages.Hash($"{kind.Name} {passage.Document} {passage.Number} {round}"));
                foreach (var (truth, lie) in kind.Make(passage, random).Take(1 + round))
                {
                    if (!said.Add(truth) || !said.Add(lie))
                        continue;
                    claims.Add(new SwapClaim(kind.Name, passage, truth, IsTrue: true));
                    claims.Add(new SwapClaim(kind.Name, passage, lie, IsTrue: false));
                    ofDocument[passage.Document] = ofDocument.GetValueOrDefault(passage.Document) + 1;
                    if (claims.Count == 2 * PairsPerHalf)
                        return claims;
                }
            }
        }

        return claims;
    }
}
