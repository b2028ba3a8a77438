namespace Lectern.Server.Indexing.Embedding;

/// <summary>
/// Vectors on their way into an index, by the hash of their text: an interrupted sync finds there what
/// it has embedded. For one sync.
/// </summary>
internal interface IPendingVectors : IDisposable
{
    /// <summary>The embedding model that made them.</summary>
    string Model { get; }

    bool Has(byte[] hash);

    /// <returns>Null when there is none.</returns>
    byte[]? Find(byte[] hash);

    void Add(IEnumerable<(byte[] Hash, byte[] Vector)> added);

    /// <summary>The model works, and does not take this text: its file fails.</summary>
    void Refuse(byte[] hash, string reason);

    /// <summary>Why a text has no vector; null when it was not refused.</summary>
    string? Refusal(byte[] hash);

    /// <summary>The vectors are in the index: forgets them.</summary>
    void Clear();
}
