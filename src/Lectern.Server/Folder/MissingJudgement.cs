using Lectern.Server.Library;

namespace Lectern.Server.Folder;

/// <param name="Gone">May go.</param>
/// <param name="Waiting">Stay until somebody says that they are gone, or they are found again.</param>
/// <param name="Hidden">Stay while what they lie in cannot be read.</param>
/// <param name="LooksAgain">Others vanished just now: the next look tells.</param>
internal sealed record MissingJudgement(
    IReadOnlyList<MirroredFile> Gone, IReadOnlyList<MirroredFile> Waiting, IReadOnlyList<MirroredFile> Hidden, bool LooksAgain);
