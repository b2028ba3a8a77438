using System.Runtime.CompilerServices;
using System.Text;

namespace Lectern.Server.Evaluations.Pages;

/// <summary>
/// HTML that is written as interpolated strings: what stands between the holes is the program's, and what comes into a hole is
/// escaped. Nothing else can be added. For one page; not thread-safe.
/// </summary>
internal sealed class Html
{
    private readonly StringBuilder text = new();

    /// <param name="piece">Has written itself; a line ends behind it.</param>
    public void Add([InterpolatedStringHandlerArgument("")] HtmlPiece piece) => text.Append('\n');

    public override string ToString() => text.ToString();

    /// <summary>For <see cref="HtmlPiece"/> alone.</summary>
    internal StringBuilder Text => text;
}
