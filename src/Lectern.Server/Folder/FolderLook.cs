using Lectern.Server.Library;

namespace Lectern.Server.Folder;

/// <summary>What came of a look at the folder.</summary>
/// <param name="HasChanged">Whether the directory is another than before.</param>
/// <param name="LooksAgain">Something vanished just now: a second look has to tell whether for good.</param>
/// <param name="Files">How many are mirrored.</param>
/// <param name="Waiting">Missing files that stay until somebody says that they are gone.</param>
/// <param name="Hidden">Missing files that stay while what they lie in cannot be read.</param>
internal sealed record FolderLook(
    bool HasChanged, bool LooksAgain, int Files, IReadOnlyList<LeftOut> LeftOut, IReadOnlyList<MirroredFile> Waiting,
    IReadOnlyList<MirroredFile> Hidden);
