using AngleSharp.Dom;

namespace Lectern.Server.Indexing.Parsing.Formats.Svg;

/// <summary>The words of a drawing, in the order in which they are drawn.</summary>
internal static class SvgText
{
    /// <returns>A text element each, without white space at its ends.</returns>
    public static IEnumerable<string> Of(IElement drawing)
    {
        var waiting = new Stack<IElement>([drawing]);
        while (waiting.TryPop(out var text))
        {
            if (text.LocalName is not ("text" or "foreignObject"))
            {
                foreach (var child in text.Children.Reverse())
                    waiting.Push(child);
                continue;
            }

            var between = text.QuerySelector("tspan") is null ? "" : " ";
            var words = Spaces.Collapse(string.Join(between, text.ChildNodes.Select(n => n.TextContent)));
            if (words.Length > 0)
                yield return words;
        }
    }
}
