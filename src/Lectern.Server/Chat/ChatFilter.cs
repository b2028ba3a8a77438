namespace Lectern.Server.Chat;

/// <summary>Which chats a list has.</summary>
/// <param name="Folder">Null for any.</param>
internal sealed record ChatFilter(bool IsArchived, string? Folder);
