using Lectern.Contracts;

namespace Lectern.Server.Dialects;

/// <summary>What a client sent of a conversation that it keeps.</summary>
/// <param name="Instructions">Of the application, or null.</param>
/// <param name="History">Earlier questions and answers.</param>
internal sealed record AskedConversation(string? Instructions, IReadOnlyList<ChatEvent> History, string Prompt);
