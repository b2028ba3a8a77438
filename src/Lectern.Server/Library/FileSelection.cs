namespace Lectern.Server.Library;

/// <summary>What a list of files is narrowed to; nulls and no ids do not narrow.</summary>
internal sealed record FileSelection(IReadOnlyList<string> FileIds, string? FileName, string? ExternalFileId);
