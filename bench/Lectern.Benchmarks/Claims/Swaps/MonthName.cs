namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>The English months, as a pattern has them.</summary>
internal static class MonthName
{
    public const string Pattern = "January|February|March|April|May|June|July|August|September|October|November|December";
}
