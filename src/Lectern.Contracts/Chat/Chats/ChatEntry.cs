namespace Lectern.Contracts;

/// <summary>A chat as a list shows it: the version of it that was used last.</summary>
/// <param name="ChatId">The same for all versions: the id of the first one.</param>
/// <param name="Versions">Sessions that are versions of the chat; 1 where nothing was asked otherwise.</param>
/// <param name="Folder">A name of the person's own, or null.</param>
public sealed record ChatEntry(
    string ChatId, ChatSessionSummary Session, int Versions, bool IsPinned, bool IsArchived, string? Folder);
