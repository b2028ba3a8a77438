using Lectern.Server.Platform;

namespace Lectern.Server.Dialects.Mcp;

/// <summary>Who calls a tool.</summary>
/// <param name="IndexId">The index that the address names; null where tools name one.</param>
internal sealed record McpCaller(Scope Scope, string? IndexId);
