using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;

namespace Lectern.Server.Evaluations.Pages;

/// <summary>An interpolated string whose holes are escaped, for text and for attributes in quotation marks.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlPiece
{
    private readonly Html html;

    /// <summary>The compiler's pattern asks for the two numbers.</summary>
    public HtmlPiece(int literalLength, int formattedCount, Html html) => this.html = html;

    public void AppendLiteral(string literal) => html.Text.Append(literal);

    public void AppendFormatted(string? value) => html.Text.Append(WebUtility.HtmlEncode(value));

    public void AppendFormatted(int value) => html.Text.Append(value.ToString(CultureInfo.InvariantCulture));
}
