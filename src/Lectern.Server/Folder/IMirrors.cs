using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Contracts;
using Lectern.Server.Library;
using Lectern.Server.Platform;

namespace Lectern.Server.Folder;

/// <summary>
/// What the mirror of a folder put into its directory, under marks that no client can write. It changes and removes only that; a
/// file that somebody added through the API is not its. Thread-safe.
/// </summary>
internal interface IMirrors
{
    /// <summary>The directory that mirrors a folder, made where there is none.</summary>
    /// <returns>Its id.</returns>
    Task<string> DirectoryAsync(Scope scope, string folder, string name, CancellationToken cancellationToken);

    /// <summary>Whether the directory is still there.</summary>
    bool Has(Scope scope, string directoryId);

    IReadOnlyList<MirroredFile> Files(Scope scope, string directoryId);

    /// <summary>The <c>unique_id</c>s of the directory's files that somebody else added.</summary>
    IReadOnlySet<string> OtherNames(Scope scope, string directoryId);

    /// <summary>Stores a file of the folder.</summary>
    /// <param name="id">The directory's file that it is, or null for a new one.</param>
    /// <returns>False when the directory or the file is gone, or somebody else's file has the name: nothing was stored.</returns>
    Task<bool> PutAsync(
        Scope scope, string directoryId, string? id, Blob content, string path, MirrorStamp stamp,
        CancellationToken cancellationToken);

    /// <summary>Gives files their new names, all at once: they may have taken each other's.</summary>
    /// <returns>False when one is gone, or somebody else's file has a name: nothing was changed.</returns>
    Task<bool> RenameAsync(
        Scope scope, string directoryId, IReadOnlyList<MirrorPlace> places, CancellationToken cancellationToken);

    /// <summary>Notes how unchanged files look now: they are there, and wait for nothing.</summary>
    Task NoteAsync(
        Scope scope, string directoryId, IReadOnlyList<MirrorPlace> places, CancellationToken cancellationToken);

    /// <summary>Notes that files vanished in bulk, and wait until somebody says that they are gone.</summary>
    Task MissAsync(
        Scope scope, string directoryId, IReadOnlyList<string> fileIds, CancellationToken cancellationToken);

    /// <summary>Removes those of some files that are still the mirror's.</summary>
    /// <returns>How many were.</returns>
    Task<int> RemoveAsync(
        Scope scope, string directoryId, IReadOnlyList<string> fileIds, CancellationToken cancellationToken);

    /// <summary>What <see cref="DirectoryAsync"/> makes.</summary>
    static DirectoryCreateRequest RequestFor(string folder, string name)
    {
        var metadata = JsonSerializer.SerializeToElement(new JsonObject { ["folder"] = folder }, LecternJson.Wire.JsonObject);
        return new DirectoryCreateRequest(name, $"Mirrors {folder}", null, null, metadata);
    }
}
