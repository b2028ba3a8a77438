namespace Lectern.Contracts;

/// <summary>What of a followed folder is not mirrored.</summary>
/// <param name="Name">Its path in the folder.</param>
/// <param name="Reason">Such as <c>it is a pipe</c>.</param>
public sealed record FolderEntryLeftOut(string Name, string Reason);
