namespace Lectern.Server.Indexing;

/// <summary>How long what an index had before can be made live again.</summary>
/// <param name="Count">Syncs whose last generation is kept, the live one included; 1 keeps nothing.</param>
internal sealed record KeptGenerations(int Count)
{
    /// <summary>Each generation that was live since then is kept too, unless 1 keeps nothing.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromDays(1);

    /// <summary>
    /// Above it no more passages are kept than the largest of the generations has, and but for the one before the live one no
    /// more pictures than the live one has: the oldest ones go, however many they are.
    /// </summary>
    public const long LeastBytes = 64 * 1024 * 1024;

    public bool KeepsAny => Count > 1;
}
