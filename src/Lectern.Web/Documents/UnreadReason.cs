using System.Text.RegularExpressions;
using Lectern.Web.Languages;

namespace Lectern.Web.Documents;

/// <summary>
/// Why a file could not be read, and what to do, in the page's language: the server says it in English. A kind of fault is known
/// by its words; any other is shown as the server says it.
/// </summary>
internal static partial class UnreadReason
{
    /// <param name="reason">As the server gives it; null where it gives none.</param>
    public static string Of(string? reason)
    {
        if (string.IsNullOrEmpty(reason))
            return Strings.Of("document.failed");
        if (Known(Kinds().Match(reason)) is not { } known || (Strings.IsEnglish && Remedy().IsMatch(reason)))
            return reason;
        return Strings.IsEnglish ? $"{reason} {known}" : known;
    }

    private static string? Known(Match fault) => fault.Groups.Values.Skip(1).FirstOrDefault(g => g.Success)?.Name switch
    {
        "again" => Strings.Of("unread.again"),
        "password" => Strings.Of("unread.password"),
        "scan" => Strings.Of("unread.scan"),
        "office" => Strings.Of("unread.office"),
        "large" => Strings.Of("unread.large"),
        "empty" => Strings.Of("unread.empty"),
        "packed" => Strings.Of("unread.packed"),
        "damaged" => Strings.Of("unread.damaged"),
        "kind" => Strings.Of("unread.kind"),
        _ => null,
    };

    /// <summary>The sign that comes first in the sentence tells.</summary>
    [GeneratedRegex(
        """
        (?<again>^.*It\sis\stried\sagain|could\snot\sstore)
        |(?<office>^.*LibreOffice\sis\snot)
        |(?<damaged>^.*LibreOffice\scould\snot|damaged|no\smailbox|is\sno\sXML)
        |(?<password>needs\sa\spassword|encrypted)
        |(?<scan>Tesseract|holds\sno\stext|without\stext)
        |(?<large>larger\sthan|has\smore\sthan|too\slarge|longer\sthan|more\smemory|nests\smore\sthan|too\sdeep)
        |(?<empty>is\sempty|an\sempty\sfile|has\sno\spages)
        |(?<packed>packed\sseveral\stimes)
        |(?<kind>^This\sis\s|cannot\sbe\sread|could\snot\sopen|XML\sentities)
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Kinds();

    [GeneratedRegex(
        """
        (?:Save|Export|Unpack|Upload)\s|(?:save|upload)\sit|install|LECTERN_|It\sis\stried\sagain
        """)]
    private static partial Regex Remedy();
}
