using System.Text.Json;

namespace Lectern.Contracts;

/// <summary>The page that <c>view_page</c> shows the model beside this result.</summary>
/// <param name="FileName">Null in logs of versions that did not know it.</param>
/// <param name="Page">From 1.</param>
public sealed record ShownPage(
    string FileId, string? FileName, string IndexId, int Page, ImageAttachmentRef ImageAttachment) : ToolResult
{
    /// <inheritdoc/>
    public override JsonElement ToJson() => JsonSerializer.SerializeToElement(this, LecternJson.Wire.ShownPage);
}
