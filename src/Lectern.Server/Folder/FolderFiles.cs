using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Lectern.Server.Folder;

/// <summary>
/// Looks at files and opens them so that nothing but a regular file inside the folder is ever read, whatever becomes of a path in
/// between. Elsewhere than on Linux .NET tells less: there no link is taken, and a pipe looks like a file.
/// </summary>
internal static class FolderFiles
{
    /// <exception cref="IOException">It is gone, or cannot be looked at.</exception>
    public static FileStatus Look(string path)
    {
        if (OperatingSystem.IsLinux())
            return LinuxFiles.Look(path);
        var attributes = File.GetAttributes(path);
        var info = new FileInfo(path);
        return attributes.HasFlag(FileAttributes.ReparsePoint) ? new FileStatus(FileKind.Link, 0, "", 0, 0)
            : attributes.HasFlag(FileAttributes.Directory) ? new FileStatus(FileKind.Folder, 0, "", 0, 0)
            : new FileStatus(FileKind.File, info.Length, info.LastWriteTimeUtc.ToString("O", CultureInfo.InvariantCulture), 0, 0);
    }

    /// <exception cref="IOException">It leads nowhere, or in a circle.</exception>
    public static string RealPath(string path)
    {
        try
        {
            return OperatingSystem.IsLinux() ? LinuxFiles.RealPath(path) : Path.GetFullPath(path);
        }
        catch (IOException e)
        {
            throw new IOException($"{path}: {e.Message}", e);
        }
    }

    public static bool IsGone(IOException e) =>
        e is FileNotFoundException or DirectoryNotFoundException
        || (OperatingSystem.IsLinux() && e.HResult == LinuxFiles.NoEntry);

    public static bool IsInside(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal)
        && (path.Length == folder.Length || folder.EndsWith('/') || path[folder.Length] == '/');

    /// <summary>Opens what was listed, if it still is a file of the folder.</summary>
    /// <returns>Its content, and how it looks at this moment.</returns>
    /// <exception cref="IOException">It is gone, may not be read, or was put in another's place since it was listed.</exception>
    public static (FileStream Content, FileStatus Status) Open(FolderFile file, FolderListing listing)
    {
        if (!OperatingSystem.IsLinux())
            return (File.OpenRead(file.Path), Look(file.Path));
        var handle = LinuxFiles.Open(file.Path);
        try
        {
            var found = LinuxFiles.Look(handle);
            if (found.Kind != FileKind.File)
                throw new IOException($"it was swapped since it was listed: {NoFile(found.Kind)}");
            if (!IsPlacedInside(handle, found, file, listing))
                throw new IOException("it leads out of the folder since it was listed");
            return (new FileStream(handle, FileAccess.Read), found);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>The second half of a sentence about what is no file.</summary>
    public static string NoFile(FileKind kind) => kind switch
    {
        FileKind.Pipe => "it is a pipe",
        FileKind.Socket => "it is a socket",
        FileKind.Folder => "it is a folder",
        FileKind.Link => "it is a link",
        _ => "it is a device",
    };

    /// <summary>By where the open file is; where nobody says (no /proc), by its being the very file that was listed.</summary>
    private static bool IsPlacedInside(SafeFileHandle handle, FileStatus found, FolderFile file, FolderListing listing) =>
        OperatingSystem.IsLinux() && LinuxFiles.PlaceOf(handle) is { } place
            ? listing.Holds(place)
            : found.Device == file.Stamp.Device && found.Inode == file.Stamp.Inode;
}
