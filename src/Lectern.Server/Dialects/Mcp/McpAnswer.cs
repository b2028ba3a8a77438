using System.Text.Json;

namespace Lectern.Server.Dialects.Mcp;

/// <summary>What a tool answers: the same for a model that reads and for a program.</summary>
/// <param name="Structured">An object.</param>
internal sealed record McpAnswer(string Text, JsonElement Structured, bool IsError = false);
