namespace Lectern.Server.Indexing.Parsing.Formats.Archives;

/// <summary>What may be read of the archives of one file, those in archives included. Not thread-safe.</summary>
internal sealed class ArchiveBudget
{
    public const long MaxBytes = 400L * 1024 * 1024;

    private const int MaxFiles = 500;

    private int files;
    private long bytes;

    /// <summary>Why no more is read, such as "500 files"; null while there is room.</summary>
    public string? Spent => files >= MaxFiles ? $"{MaxFiles} files" : bytes >= MaxBytes ? $"{MaxBytes / 1024 / 1024} MiB" : null;

    public void CountFile() => files++;

    /// <summary>Counts what was unpacked.</summary>
    public void Count(long unpacked) => bytes += unpacked;
}
