using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Lectern.Web.Markdown;

/// <summary>A row of a table that stands alone, as answers quote them: no table, but its bars are no words either.</summary>
internal static class LooseRow
{
    /// <returns>As many characters, by which marks are placed.</returns>
    public static string Of(LiteralInline literal)
    {
        var text = literal.Content.ToString();
        if (!text.Contains('|') || !IsOfRow(literal))
            return text;
        var isFirst = literal.Parent is { ParentBlock: not null } root && root.FirstChild == literal && text.StartsWith('|');
        var isLast = literal.NextSibling is null or CitationMark && text.TrimEnd().EndsWith('|');
        var shown = text.ToCharArray();
        for (var i = 0; i < shown.Length; i++)
        {
            if (shown[i] == '|')
                shown[i] = (isFirst && i == 0) || (isLast && text.AsSpan(i + 1).IsWhiteSpace()) ? ' ' : '·';
        }

        return new string(shown);
    }

    private static bool IsOfRow(LiteralInline literal)
    {
        Inline top = literal;
        while (top.Parent is { ParentBlock: null } parent)
            top = parent;
        if (top.Parent is not { ParentBlock: ParagraphBlock, FirstChild: LiteralInline first })
            return false;
        var next = first.NextSibling as LiteralInline;
        return (first.Content.ToString() + next?.Content.ToString()).StartsWith("| ", StringComparison.Ordinal);
    }
}
