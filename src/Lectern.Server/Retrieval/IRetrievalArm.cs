namespace Lectern.Server.Retrieval;

/// <summary>One way to find passages: by words now, by vectors beside it later. Thread-safe.</summary>
internal interface IRetrievalArm
{
    /// <summary>The best passages of an index's current generation, best first; the filter acts before they are chosen.</summary>
    /// <param name="indexId">Of the main database, already scoped.</param>
    Task<IReadOnlyList<Passage>> SearchAsync(string indexId, RetrievalQuery query, CancellationToken cancellationToken);
}
