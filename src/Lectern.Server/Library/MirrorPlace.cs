namespace Lectern.Server.Library;

/// <summary>Where a file of the folder lies now, and how it looks there.</summary>
/// <param name="Id">Of the directory's file that it is.</param>
internal sealed record MirrorPlace(string Id, string Path, MirrorStamp Stamp);
