using System.Text.Json;

namespace Lectern.Contracts;

/// <summary>A tool that could not answer.</summary>
/// <param name="Error">What the model is told.</param>
public sealed record ToolFault(string Error) : ToolResult
{
    /// <inheritdoc/>
    public override JsonElement ToJson() => JsonSerializer.SerializeToElement(this, LecternJson.Wire.ToolFault);
}
