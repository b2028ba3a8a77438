namespace Lectern.Server.Retrieval;

internal enum RetrievalError
{
    /// <summary>No such index in the scope.</summary>
    UnknownIndex,

    /// <summary>No such file in the index.</summary>
    UnknownFile,

    /// <summary>A pattern that is malformed, cannot run in linear time, or ran out of time.</summary>
    BadPattern,
}
