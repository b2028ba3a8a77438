namespace Lectern.Server.Indexing.Embedding;

/// <summary>The vectors of an index's chunks. All are of one model, which the generation names.</summary>
internal interface IStoredVectors : IDisposable
{
    /// <returns>Null when no chunk of this text has a vector of the model.</returns>
    byte[]? Find(byte[] textHash);
}
