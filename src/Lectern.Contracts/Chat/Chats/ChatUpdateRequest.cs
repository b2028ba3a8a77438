namespace Lectern.Contracts;

/// <summary>Body of <c>PATCH /api/v1/chats/{session_id}</c>. What is left out or null stays.</summary>
/// <param name="Folder">At most 80 characters, kept as one line; empty takes the chat out of its folder.</param>
public sealed record ChatUpdateRequest(
    bool? IsPinned = null, bool? IsArchived = null, [Field(Max = RequestLimits.FolderCharacters)] string? Folder = null);
