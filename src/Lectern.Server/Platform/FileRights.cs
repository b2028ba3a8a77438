using System.Runtime.InteropServices;

namespace Lectern.Server.Platform;

/// <summary>Who else on this machine may read what is stored: nobody. On Windows the folder's own rights are kept.</summary>
internal static partial class FileRights
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>What links name is not in the folder.</summary>
    private static readonly EnumerationOptions Everything =
        new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>Of files and folders that this process and its children make from now on.</summary>
    public static void KeepToOwner()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetMask((uint)Others);
    }

    /// <summary>Takes a folder that others may enter, and everything in it, from them.</summary>
    /// <returns>A sentence on what was open; null when nothing was.</returns>
    /// <exception cref="DataFolderException">It belongs to somebody else, so that this is not possible.</exception>
    public static string? Close(string folder, string database)
    {
        if (OperatingSystem.IsWindows() || !(IsOpen(folder) || (File.Exists(database) && IsOpen(database))))
            return null;
        var was = Octal(File.GetUnixFileMode(folder));
        try
        {
            Shut(folder);
            foreach (var entry in Directory.EnumerateFileSystemEntries(folder, "*", Everything))
                Shut(entry);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException(
                $"Others on this machine can enter the data folder {folder} (mode {was}), and this user cannot change that. "
                + "Name a folder in it with LECTERN_DATA: the server makes it for itself alone.");
        }

        return IsOpen(folder)
            ? $"Others on this machine can enter the data folder {folder}: its file system keeps no rights."
            : $"Others on this machine could enter the data folder {folder} or read what is in it (mode {was}). "
                + "Now only its owner can.";
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static bool IsOpen(string path) => (File.GetUnixFileMode(path) & Others) != 0;

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void Shut(string path)
    {
        var mode = File.GetUnixFileMode(path);
        if ((mode & Others) != 0)
            File.SetUnixFileMode(path, mode & ~Others);
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');

    [LibraryImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint SetMask(uint mask);
}
