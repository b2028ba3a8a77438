using System.Globalization;

namespace Lectern.Server.Platform;

/// <summary>
/// Everything that is stored, and the proof that one server owns it: a lock on the file <c>lock</c>, which the operating system
/// releases when the process ends, however it ends.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string DatabaseName = "lectern.db";
    private const string LockName = "lock";
    private readonly FileStream? lockFile;

    private DataFolder(string path, FileStream? lockFile)
    {
        Root = path;
        this.lockFile = lockFile;
        Mended = FileRights.Close(path, Database);
    }

    public string Root { get; }

    /// <summary>What others could do with it until now; null when it was its owner's alone.</summary>
    public string? Mended { get; }

    /// <summary>What of an earlier run could not be taken away; null when nothing is left.</summary>
    public string? Left { get; private set; }

    public string Database => Path.Combine(Root, DatabaseName);

    /// <summary>One database of contents for each index.</summary>
    public string Indexes => Sub("indexes");

    public string Blobs => Sub("blobs");

    /// <summary>Parsed files on their way into an index.</summary>
    public string Parsed => Sub("parsed");

    /// <summary>Unfinished uploads, and the folders that documents are read in; emptied at start.</summary>
    public string Temporary => Sub("tmp");

    public string ApiKeyFile => Path.Combine(Root, "api-key");

    /// <summary>Where the server that uses the folder listens, for commands on this machine; there while it does.</summary>
    public string AddressFile => Path.Combine(Root, "address");

    /// <summary>There while a backup is taken back into the folder; it stays where that did not come to its end.</summary>
    public string Restoring => Path.Combine(Root, "restoring");

    /// <summary>Whether any server's data, with its key, lies in a folder.</summary>
    public static bool IsAt(string folder) =>
        File.Exists(Path.Combine(folder, DatabaseName)) && File.Exists(Path.Combine(folder, LockName));

    /// <exception cref="DataFolderException">
    /// A restore was cut off, so that only a part of what was backed up is here.
    /// </exception>
    public void CheckWhole()
    {
        if (File.Exists(Restoring) && !File.Exists(Database))
        {
            throw new DataFolderException(
                $"A restore into {Root} was cut off, so the data is not whole. Restore again, or delete the file {Restoring}.");
        }
    }

    /// <exception cref="DataFolderException">It cannot be written, or another server has it.</exception>
    public static DataFolder Open(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"The data folder {path} cannot be made: {e.Message}");
        }

        var folder = new DataFolder(path, Lock(path));

        // Of a server that was killed.
        File.Delete(folder.AddressFile);
        folder.Left = folder.TakeAwayWhatWasLeft();
        foreach (var sub in (string[])[folder.Indexes, folder.Blobs, folder.Parsed, folder.Temporary])
            Directory.CreateDirectory(sub);
        return folder;
    }

    /// <summary>A folder that a server may be using: for what only reads, and writes under <see cref="Temporary"/>.</summary>
    public static DataFolder Beside(string path) => new(path, lockFile: null);

    public void Dispose() => lockFile?.Dispose();

    /// <summary>
    /// What an earlier run left goes aside, where nothing is looked for, and is taken away there: the children of a killed server
    /// end a moment later than it, and may still write. What they wrote then goes at the next start.
    /// </summary>
    /// <returns>What could not be taken away, as a sentence.</returns>
    private string? TakeAwayWhatWasLeft()
    {
        var aside = new DirectoryInfo(Sub("tmp-left"));
        try
        {
            if (aside.Exists)
                Removal.Remove(aside);
            if (Directory.Exists(Temporary))
                Directory.Move(Temporary, aside.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No name in it is used again, and the next start takes it away.
            return $"Something of an earlier run is left in {Root}: {e.Message}";
        }

        try
        {
            aside.Refresh();
            if (aside.Exists)
                Removal.Remove(aside);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A child still writes there. Should it be anything else, the next start says so.
        }

        return null;
    }

    private static FileStream Lock(string path)
    {
        var name = Path.Combine(path, LockName);
        try
        {
            var file = new FileStream(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return file;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DataFolderException($"The data folder {path} cannot be written: {e.Message}");
        }
        catch (IOException) when (File.Exists(name))
        {
            throw new DataFolderException(
                $"Another Lectern server already uses the data folder {path}. "
                + "Stop that one, or give this one its own with LECTERN_DATA.")
            {
                IsInUse = true,
            };
        }
        catch (IOException e)
        {
            throw new DataFolderException($"The data folder {path} cannot be written: {e.Message}");
        }
    }

    private string Sub(string name) => Path.Combine(Root, name);
}
