using System.Globalization;

namespace Lectern.Server.Folder;

/// <summary>A file of the mirrored folder.</summary>
/// <param name="Name">Relative, with <c>/</c>: its unique_id and display name.</param>
/// <param name="Modified">ISO 8601, UTC.</param>
internal sealed record FolderFile(string Path, string Name, long Size, string Modified);

/// <summary>Lists a folder's files. Hidden ones, links to folders, and the server's own data are left out.</summary>
internal static class FolderScan
{
    private const int MaxDepth = 64;

    public static IReadOnlyList<FolderFile> List(string folder, string dataFolder)
    {
        var files = new List<FolderFile>();
        Walk(new DirectoryInfo(folder), folder, dataFolder, files, 0);
        return files;
    }

    private static void Walk(DirectoryInfo directory, string root, string dataFolder, List<FolderFile> files, int depth)
    {
        var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.System };
        foreach (var entry in directory.EnumerateFileSystemInfos("*", options).OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            if (entry.Name.StartsWith('.') || entry.FullName == dataFolder)
                continue;
            if (entry is FileInfo { Exists: true } file)
            {
                var name = Path.GetRelativePath(root, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
                files.Add(new FolderFile(
                    file.FullName, name, file.Length, file.LastWriteTimeUtc.ToString("O", CultureInfo.InvariantCulture)));
            }
            else if (entry is DirectoryInfo { LinkTarget: null } child && depth < MaxDepth)
            {
                Walk(child, root, dataFolder, files, depth + 1);
            }
        }
    }
}
