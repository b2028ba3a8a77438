using System.Globalization;
using System.Text.RegularExpressions;

namespace Lectern.Server.Indexing.Parsing;

/// <summary>In the parser's name where pages have no text because too many were read with OCR meanwhile.</summary>
/// <param name="Read">The pages, or those of files inside, that were given to OCR.</param>
/// <param name="Wanted">Those that should have been.</param>
internal sealed partial record OcrLater(int Read, int Wanted)
{
    private const string Mark = "-ocr-later";

    /// <param name="parser">Such as <c>pdf-ocr-later-0-of-12/15</c>.</param>
    /// <returns>Null when nothing waits.</returns>
    public static OcrLater? Of(string parser) => Pattern().Match(parser) is { Success: true } match
        ? new OcrLater(Number(match.Groups[1]), Number(match.Groups[2])) : null;

    /// <returns>Empty when all was granted.</returns>
    public static string MarkOf(OcrGrant grant) => grant.Refused == 0 ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{Mark}-{grant.Wanted - grant.Refused}-of-{grant.Wanted}");

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(Mark + "-([0-9]{1,9})-of-([0-9]{1,9})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pattern();
}
