namespace Lectern.Server.Chat;

/// <summary>A chat's own index, and the directory that it reads.</summary>
/// <param name="ChatId">Of all versions of the chat: the id of the first.</param>
internal sealed record ChatIndexRow(string ChatId, string ProjectId, string IndexId, string DirectoryId);
