using Lectern.Server.Retrieval.Words;

namespace Lectern.Server.Retrieval.Vectors;

/// <summary>
/// What a catalog is made of. The sequences have an entry for each chunk, by ascending id, and may be read more than once.
/// </summary>
/// <param name="Chunks">
/// The id, the number of the file, and its key: what orders chunks of equal scores, the same however an index is cut.
/// </param>
/// <param name="Terms">As <see cref="TermCounts"/> stores them.</param>
/// <param name="Vectors">float32 as stored, or null for a chunk without one.</param>
internal sealed record CatalogSource(
    IReadOnlyList<(
        long Id,
        int File,
        ulong Key)> Chunks, int Dimensions, Func<IEnumerable<byte[]>> Terms, Func<IEnumerable<byte[]?>> Vectors);
