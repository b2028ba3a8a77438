using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Platform;
using Lectern.Server.Text;

namespace Lectern.Server.Indexing;

/// <summary>What went wrong with one file of a sync, and why nobody could foresee it.</summary>
internal sealed record FileFault(string FileName, Exception Exception)
{
    /// <summary>The parser of a file that failed so: the next sync tries it again.</summary>
    public const string TriedAgain = "none";

    /// <summary>The beginning of the reason of a file that the store refused.</summary>
    public const string NotStored = "The server could not store what it read of the file";

    /// <summary>For a person, as the file's reason.</summary>
    public static string Reason(string what, Exception e) =>
        $"{what} ({OneLine.Of(EmbeddingException.ShownOf(e))}). It is tried again at the next sync.";

    /// <summary>
    /// Whether other files can be expected to fare better: it is neither a cancel nor the machine, its room or the store that
    /// fails.
    /// </summary>
    public static bool IsOfOneFile(Exception e) => e switch
    {
        OperationCanceledException or OutOfMemoryException or NoRoomException => false,
        _ => !DiskFull.Is(e),
    };
}
