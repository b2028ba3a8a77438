using Lectern.Server.Library;

namespace Lectern.Server.Folder;

/// <summary>A file of the folder.</summary>
/// <param name="Path">Where it was found.</param>
/// <param name="Name">Relative, with <c>/</c>: its unique_id and display name.</param>
internal sealed record FolderFile(string Path, string Name, MirrorStamp Stamp);
