using Lectern.Server.Text;

namespace Lectern.Server.Dialects.Mcp;

/// <summary>
/// A name or description that a stranger chose, within a line that a model reads: it begins no line of its own, which could be
/// taken for a result or an index.
/// </summary>
internal static class McpName
{
    public static string Of(string? name) => Printable.Of(OneLine.Of(name ?? ""));
}
