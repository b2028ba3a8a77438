using Markdig.Extensions.Mathematics;
using Markdig.Helpers;
using Markdig.Parsers;

namespace Lectern.Web.Markdown;

/// <summary>Formulas as many models write them: <c>\(…\)</c> in a line, <c>\[…\]</c> by themselves.</summary>
internal sealed class BracketMathParser : InlineParser
{
    public BracketMathParser() => OpeningCharacters = ['\\'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var close = slice.PeekChar(1) switch { '(' => "\\)", '[' => "\\]", _ => null };
        if (close is null)
            return false;
        var end = slice.Text.IndexOf(close, slice.Start + 2, slice.End - slice.Start - 1, StringComparison.Ordinal);
        if (end < 0)
            return false;
        processor.Inline = new MathInline
        {
            Content = new StringSlice(slice.Text, slice.Start + 2, end - 1),
            DelimiterCount = close[1] == ']' ? 2 : 1,
        };
        slice.Start = end + 2;
        return true;
    }
}
