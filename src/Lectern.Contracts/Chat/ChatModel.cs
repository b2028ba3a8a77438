namespace Lectern.Contracts;

/// <summary>A model that a chat can choose.</summary>
/// <param name="Id"><c>extractive</c> for the answerer that quotes, else <c>PROVIDER:NAME</c>.</param>
/// <param name="IsDefault">The server's own, which answers where none was chosen.</param>
public sealed record ChatModel(string Id, bool IsDefault);
