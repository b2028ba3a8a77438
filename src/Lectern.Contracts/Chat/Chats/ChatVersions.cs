namespace Lectern.Contracts;

/// <summary>All versions of a chat, in the order in which they were made.</summary>
/// <param name="ChatId">As in <see cref="ChatEntry"/>.</param>
public sealed record ChatVersions(string ChatId, IReadOnlyList<ChatVersion> Items);
