namespace Lectern.Server.Indexing;

/// <summary>Which contents an index has, as they say it themselves.</summary>
/// <param name="Number">0 before the first swap.</param>
/// <param name="Name">Null for contents that no sync has looked at since generations have names.</param>
/// <param name="Former">The name of the generation that it took the place of.</param>
internal sealed record ContentsGeneration(long Number, string? Name, string? Former)
{
    /// <summary>In place of a name, for an index of before generations had names: its contents are believed.</summary>
    private const string OfBefore = "";

    /// <summary>What becomes of an index, when the server starts.</summary>
    /// <param name="noted">The name of the contents that it is to have.</param>
    /// <param name="found">Null where there are none, or none that can be read.</param>
    public static ContentsVerdict Judge(string? noted, ContentsGeneration? found)
    {
        if (found is not null && found.Name == noted)
            return ContentsVerdict.AsNoted;
        if (noted == OfBefore && found is { Number: > 0 })
            return ContentsVerdict.Unnamed;
        return found?.Name is not null && found.Former == noted ? ContentsVerdict.NotedLate : ContentsVerdict.Lacking;
    }
}
