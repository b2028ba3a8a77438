using Lectern.Server.Platform;

namespace Lectern.Server.Folder;

/// <summary>
/// Lists a folder's documents: regular files whose real place is inside it. Hidden ones, what editors and downloads leave beside
/// documents, and the server's own data are no documents; everything else that is left out is named. For one use.
/// </summary>
internal sealed class FolderScan
{
    private const int MaxDepth = 64;

    private readonly string root;
    private readonly string? excluded;
    private readonly CancellationToken cancellationToken;
    private readonly List<FolderFile> files = [];
    private readonly List<LeftOut> leftOut = [];
    private readonly List<LeftOut> unreadable = [];
    private readonly Dictionary<string, long> volumes = new(StringComparer.Ordinal);

    private FolderScan(string root, string? excluded, CancellationToken cancellationToken)
    {
        this.root = root;
        this.excluded = excluded;
        this.cancellationToken = cancellationToken;
    }

    /// <param name="dataFolder">
    /// What lies in it is the server's own; a folder in the middle of it may be followed. Null for a server elsewhere.
    /// </param>
    /// <exception cref="IOException">The folder itself cannot be read.</exception>
    public static FolderListing List(string folder, string? dataFolder, CancellationToken cancellationToken)
    {
        var root = FolderFiles.RealPath(folder);
        var data = dataFolder is null ? null : FolderFiles.RealPath(dataFolder);
        if (data == root)
            throw new IOException($"{folder} is the server's own data folder");
        if (DataFolder.IsAt(root))
            throw new IOException($"{folder} is a server's data folder");
        var scan = new FolderScan(root, data is not null && FolderFiles.IsInside(data, root) ? data : null, cancellationToken);
        scan.Walk(Entries(root), "", FolderFiles.Look(root).Device, depth: 0);
        return new FolderListing(root, scan.excluded, scan.files, scan.leftOut, scan.unreadable, scan.volumes);
    }

    private static List<string> Entries(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal)];

    private void Walk(List<string> entries, string folder, long volume, int depth)
    {
        volumes[folder] = volume;
        foreach (var path in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = Path.GetFileName(path);
            if (NoDocuments.Has(name) || path == excluded)
                continue;
            var relative = folder.Length == 0 ? name : $"{folder}/{name}";
            try
            {
                Take(path, relative, volume, depth);
            }
            catch (IOException) when (name.Contains('\uFFFD', StringComparison.Ordinal))
            {
                leftOut.Add(new LeftOut(relative, "its name is not UTF-8"));
            }
            catch (IOException e) when (FolderFiles.IsGone(e))
            {
                // Since it was listed. The next look tells whether for good.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                unreadable.Add(new LeftOut(relative, $"it cannot be read: {e.Message}"));
            }
        }
    }

    private void Take(string path, string name, long volume, int depth)
    {
        var found = FolderFiles.Look(path);
        switch (found.Kind)
        {
            case FileKind.File:
                files.Add(new FolderFile(path, name, found.ToStamp(volume)));
                break;
            case FileKind.Folder when DataFolder.IsAt(path):
                leftOut.Add(new LeftOut(name, "it is a server's data folder"));
                break;
            case FileKind.Folder when depth < MaxDepth:
                Walk(Entries(path), name, found.Device, depth + 1);
                break;
            case FileKind.Folder:
                leftOut.Add(new LeftOut(name, $"it lies more than {MaxDepth} folders deep"));
                break;
            case FileKind.Link:
                TakeLink(path, name, volume);
                break;
            default:
                leftOut.Add(new LeftOut(name, FolderFiles.NoFile(found.Kind)));
                break;
        }
    }

    private void TakeLink(string path, string name, long volume)
    {
        string target;
        FileStatus found;
        try
        {
            target = FolderFiles.RealPath(path);
            found = FolderFiles.Look(target);
        }
        catch (IOException)
        {
            leftOut.Add(new LeftOut(name, "it is a link that leads nowhere, or in a circle"));
            return;
        }

        if (found.Kind == FileKind.Folder)
            leftOut.Add(new LeftOut(name, "it is a link to a folder"));
        else if (found.Kind != FileKind.File)
            leftOut.Add(new LeftOut(name, FolderFiles.NoFile(found.Kind)));
        else if (!IsInside(target))
            leftOut.Add(new LeftOut(name, "it is a link that leads out of the folder"));
        else if (IsInData(target))
            leftOut.Add(new LeftOut(name, "it is a link into a server's data folder"));
        else
            files.Add(new FolderFile(path, name, found.ToStamp(volume)));
    }

    private bool IsInside(string place) =>
        FolderFiles.IsInside(place, root) && (excluded is null || !FolderFiles.IsInside(place, excluded));

    private bool IsInData(string file)
    {
        var folder = Path.GetDirectoryName(file);
        while (folder is not null && folder != root && !DataFolder.IsAt(folder))
            folder = Path.GetDirectoryName(folder);
        return folder is not null && folder != root;
    }
}
