namespace Lectern.Benchmarks.Clients;

/// <summary>Small documents, the same in every run.</summary>
internal static class BenchTexts
{
    private static readonly string[] Places = ["harbour", "lighthouse", "shipyard", "fish market", "customs house", "old quay"];

    public static IReadOnlyList<(string Name, string Text)> Harbour() =>
        [.. Places.Select((place, i) => ($"{place}.md", string.Join("\n\n", Enumerable.Range(1, 20).Select(n =>
            $"## Part {n} of the {place}\n\nThe breakwater of the {place} is {90 + (i * 20) + n} metres long and was built in "
            + $"{1850 + (i * 20) + n}. Its keeper counts {n * 3} boats a day, and writes them into the book of the {place}."))))];
}
