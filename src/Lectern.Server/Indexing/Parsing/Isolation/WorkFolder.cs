using Lectern.Server.Platform;

namespace Lectern.Server.Indexing.Parsing.Isolation;

/// <summary>
/// The one folder that a worker may write in, made for it under <c>LECTERN_DATA/tmp</c> and gone with it. For one caller at a
/// time.
/// </summary>
internal sealed partial class WorkFolder : IDisposable
{
    private readonly ILogger logger;

    public WorkFolder(string path, ILogger logger)
    {
        (Path, this.logger) = (path, logger);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Path { get; }

    /// <summary>Removes what a job left, such as one that was ended.</summary>
    public void Clear() => Try(() => Removal.Empty(new DirectoryInfo(Path)));

    public void Dispose() => Try(() => Removal.Remove(new DirectoryInfo(Path)));

    private void Try(Action remove)
    {
        try
        {
            remove();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next start empties the folder above.
            NotRemoved(Path, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} cannot be removed now: {Reason}")]
    private partial void NotRemoved(string path, string reason);
}
