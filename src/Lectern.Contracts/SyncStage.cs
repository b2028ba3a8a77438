namespace Lectern.Contracts;

/// <summary>The values of <see cref="SyncProgress.Stage"/>.</summary>
public static class SyncStage
{
    public const string Parsing = "parsing";
    public const string Embedding = "embedding";
    public const string Writing = "writing";
}
