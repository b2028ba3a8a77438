using Markdig.Helpers;
using Markdig.Parsers;

namespace Lectern.Web.Markdown;

/// <summary>Finds marks before they are taken for links.</summary>
internal sealed class CitationMarkParser : InlineParser
{
    private const int MostDigits = 4;

    public CitationMarkParser() => OpeningCharacters = ['['];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var digits = 0;
        while (digits < MostDigits && slice.PeekChar(digits + 1) is >= '0' and <= '9')
            digits++;
        if (digits == 0 || slice.PeekChar(digits + 1) != ']' || slice.PeekChar(digits + 2) is '(' or ':')
            return false;
        processor.Inline = new CitationMark
        {
            Marker = slice.Text.Substring(slice.Start, digits + 2),
            Position = processor.GetSourcePosition(slice.Start),
        };
        slice.Start += digits + 2;
        return true;
    }
}
