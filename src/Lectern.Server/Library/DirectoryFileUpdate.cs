namespace Lectern.Server.Library;

/// <summary>What a directory's file shall be; nulls leave things as they are.</summary>
/// <param name="TargetDirectoryId">Moves the file there.</param>
/// <param name="Metadata">Replaces the whole of it.</param>
internal sealed record DirectoryFileUpdate(string? UniqueId, string? DisplayName, string? TargetDirectoryId, string? Metadata);
