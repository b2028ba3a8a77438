using Lectern.Server.Library;

namespace Lectern.Server.Folder;

/// <summary>A file whose content is to be stored.</summary>
/// <param name="Before">What it was under the same name; null for a new file.</param>
internal sealed record FileToRead(FolderFile File, MirroredFile? Before);
