namespace Lectern.Contracts;

/// <summary>The names of the folders that have chats, in order.</summary>
public sealed record ChatFolders(IReadOnlyList<string> Items);
