using System.Globalization;
using System.Text.RegularExpressions;
using Lectern.Web.Texts;

namespace Lectern.Web.Chat;

/// <summary>The title of a chat that goes on in a copy: with a number, so that the two can be told apart.</summary>
internal static partial class CopyTitle
{
    private const int Longest = 200;

    /// <returns><c>Harbour (2)</c> for <c>Harbour</c>, <c>Harbour (3)</c> for that.</returns>
    public static string Of(string title)
    {
        var counted = Counted().Match(title);
        var number = counted.Success ? int.Parse(counted.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) + 1 : 2;
        var end = string.Create(CultureInfo.InvariantCulture, $" ({number})");
        var name = counted.Success ? title[..counted.Index] : title;
        return TextStart.Of(name, Longest - end.Length) + end;
    }

    [GeneratedRegex(@" \((?<number>[1-9][0-9]{0,3})\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Counted();
}
