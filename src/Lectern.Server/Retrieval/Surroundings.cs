namespace Lectern.Server.Retrieval;

/// <summary>
/// What stands around a chunk in its file: it and up to two chunks on each side. Both arms judge a chunk partly by it, as a
/// sentence is understood from its paragraph.
/// </summary>
internal static class Surroundings
{
    /// <summary>Its part of an arm's score; the chunk's own is the rest.</summary>
    public const float Share = 0.3f;

    private const int Reach = 2;

    /// <summary>First and last ordinal around a chunk.</summary>
    /// <param name="files">The file of each chunk; those of a file follow each other.</param>
    public static (int First, int Last) Of(ReadOnlySpan<int> files, int ordinal)
    {
        var (first, last) = (ordinal, ordinal);
        while (first > 0 && ordinal - first < Reach && files[first - 1] == files[ordinal])
            first--;
        while (last < files.Length - 1 && last - ordinal < Reach && files[last + 1] == files[ordinal])
            last++;
        return (first, last);
    }
}
