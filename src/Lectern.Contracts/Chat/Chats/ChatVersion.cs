namespace Lectern.Contracts;

/// <summary>A version of a chat: a copy of another one that goes on otherwise.</summary>
/// <param name="ParentId">The version that it was copied from; null for the first one.</param>
/// <param name="Message">Number of the question from which on it is not the parent's; null for the first one.</param>
public sealed record ChatVersion(string SessionId, string? ParentId, int? Message);
