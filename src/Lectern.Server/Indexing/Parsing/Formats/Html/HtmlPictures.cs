using AngleSharp.Dom;

namespace Lectern.Server.Indexing.Parsing.Formats.Html;

/// <summary>What is written for those who do not see a picture.</summary>
internal static class HtmlPictures
{
    private const int MaxCharacters = 2_000;

    /// <returns>Null where it says nothing.</returns>
    public static string? Said(IElement picture) => Said(picture.GetAttribute("alt") ?? picture.GetAttribute("title"));

    /// <summary>The name of a file says nothing.</summary>
    public static string? Said(string? text)
    {
        var said = Spaces.Collapse(text ?? "");
        var isName = !said.Contains(' ', StringComparison.Ordinal) && Path.GetExtension(said).Length is > 0 and <= 5;
        return said.Length is > 1 and <= MaxCharacters && !isName ? $"[Image: {said}]" : null;
    }
}
