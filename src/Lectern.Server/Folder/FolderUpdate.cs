using Lectern.Server.Library;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Folder;

/// <summary>
/// Brings a directory up to date with the folder that it mirrors: what is new or was changed is stored, what was renamed keeps
/// its id, what is gone goes. What the mirror did not put there itself it neither changes nor removes. For one folder; not
/// thread-safe.
/// </summary>
internal sealed class FolderUpdate(LecternOptions options, IMirrors mirrors, IBlobs blobs, ProjectRoom room)
{
    private readonly MissingFiles judge = new();

    /// <param name="gone">The ids of missing files of which somebody said that they are gone.</param>
    /// <exception cref="IOException">The folder cannot be read: that is no empty folder, and nothing was changed.</exception>
    public async Task<FolderLook> RunAsync(
        Scope scope, string directoryId, string folder, IReadOnlySet<string> gone, CancellationToken cancellationToken)
    {
        var known = mirrors.Files(scope, directoryId);
        var listing = FolderScan.List(folder, options.DataFolder, cancellationToken);
        var plan = FolderPlan.Make(known, mirrors.OtherNames(scope, directoryId), listing.Files);
        var leftOut = new List<LeftOut>([.. listing.LeftOut, .. listing.Unreadable, .. plan.LeftOut]);
        var hasChanged = await RenameAsync(scope, directoryId, plan.Renamed, leftOut, cancellationToken);
        var missing = plan.Missing.ToList();
        foreach (var file in plan.ToRead)
            hasChanged |= await ReadAsync(scope, directoryId, file, listing, missing, leftOut, cancellationToken);

        var judged = judge.Judge(known, missing, listing, gone);
        if (judged.Gone.Count > 0)
            hasChanged |= await mirrors.RemoveAsync(scope, directoryId, Ids(judged.Gone), cancellationToken) > 0;
        if (judged.Waiting.Any(m => m.MissedAt is null))
            await mirrors.MissAsync(scope, directoryId, Ids(judged.Waiting), cancellationToken);

        // The devices of those that are there tell about those that are not: they are noted once this is judged.
        if (!judged.LooksAgain && plan.Seen.Count > 0)
            await mirrors.NoteAsync(scope, directoryId, plan.Seen, cancellationToken);
        return new FolderLook(
            hasChanged, judged.LooksAgain, listing.Files.Count - plan.LeftOut.Count, leftOut, judged.Waiting, judged.Hidden);
    }

    private static string[] Ids(IReadOnlyList<MirroredFile> files) => [.. files.Select(f => f.Id)];

    private async Task<bool> RenameAsync(
        Scope scope, string directoryId, IReadOnlyList<MirrorPlace> places, List<LeftOut> leftOut,
        CancellationToken cancellationToken)
    {
        if (places.Count == 0 || await mirrors.RenameAsync(scope, directoryId, places, cancellationToken))
            return places.Count > 0;
        var hasChanged = false;
        foreach (var place in places)
        {
            if (await mirrors.RenameAsync(scope, directoryId, [place], cancellationToken))
                hasChanged = true;
            else
                leftOut.Add(new LeftOut(place.Path, FolderPlan.NameTaken));
        }

        return hasChanged;
    }

    /// <summary>Stores a file's content. One that a missing file had is that file, renamed.</summary>
    private async Task<bool> ReadAsync(
        Scope scope, string directoryId, FileToRead file, FolderListing listing, List<MirroredFile> missing,
        List<LeftOut> leftOut, CancellationToken cancellationToken)
    {
        var name = file.File.Name;
        try
        {
            if (await StoreAsync(scope, directoryId, file, listing, missing, cancellationToken))
                return true;
            leftOut.Add(new LeftOut(name, FolderPlan.NameTaken));
        }
        catch (BlobTooLargeException)
        {
            leftOut.Add(new LeftOut(name, $"it has more than {options.MaxUploadBytes} bytes (LECTERN_MAX_UPLOAD_BYTES)"));
        }
        catch (NoRoomException e)
        {
            leftOut.Add(new LeftOut(name, e.Message));
        }
        catch (IOException e) when (FolderFiles.IsGone(e))
        {
            // Since it was listed. The next look tells.
        }
        catch (Exception e) when (e is UnauthorizedAccessException || (e is IOException && !DiskFull.Is(e)))
        {
            leftOut.Add(new LeftOut(name, $"it cannot be read: {e.Message}"));
        }

        return false;
    }

    /// <returns>Whether it is stored; not when somebody else's file has its name.</returns>
    private async Task<bool> StoreAsync(
        Scope scope, string directoryId, FileToRead file, FolderListing listing, List<MirroredFile> missing,
        CancellationToken cancellationToken)
    {
        var name = file.File.Name;
        var (content, status) = FolderFiles.Open(file.File, listing);
        await using var closing = content;
        if (status.Size > options.MaxUploadBytes)
            throw new BlobTooLargeException();
        using var staged = await blobs.StageAsync(content, options.MaxUploadBytes, cancellationToken);

        // As it was before it was read: a file that is written to meanwhile looks changed at the next look.
        var stamp = status.ToStamp(file.File.Stamp.Volume);
        if (file.Before is null && Renamed(missing, staged.Blob, name) is { } before
            && await mirrors.RenameAsync(scope, directoryId, [new MirrorPlace(before.Id, name, stamp)], cancellationToken))
        {
            missing.Remove(before);
            return true;
        }

        using var reserved = room.Reserve(scope.ProjectId, staged.Blob.Size);
        return await mirrors.PutAsync(scope, directoryId, file.Before?.Id, staged.Keep(), name, stamp, cancellationToken);
    }

    private static MirroredFile? Renamed(List<MirroredFile> missing, Blob content, string name)
    {
        var same = missing.Where(m => m.ContentHash == content.Hash).ToList();
        return same.Find(m => Path.GetFileName(m.Path) == Path.GetFileName(name)) ?? same.FirstOrDefault();
    }
}
