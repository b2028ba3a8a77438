namespace Lectern.Server.Platform;

/// <summary>Removes what others made: links are not followed, and a folder that its maker closed is opened first.</summary>
internal static class Removal
{
    /// <summary>Removes what is in a folder.</summary>
    public static void Empty(DirectoryInfo folder)
    {
        if (!OperatingSystem.IsWindows())
            folder.UnixFileMode |= UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (var entry in folder.EnumerateFileSystemInfos())
            Remove(entry);
    }

    /// <summary>Removes a file, a link, or a folder whole.</summary>
    public static void Remove(FileSystemInfo entry)
    {
        if (entry is DirectoryInfo { LinkTarget: null } folder)
            Empty(folder);
        entry.Delete();
    }
}
