namespace Lectern.Server.Indexing.Parsing.Formats.Rtf;

/// <summary>Control words by what they are for.</summary>
internal static class RtfWords
{
    private static readonly HashSet<string> Passed = new(StringComparer.Ordinal)
    {
        "aftnsep", "aftnsepc", "aftncn", "atndate", "atnid", "atnparent", "atnref", "atrfend", "atrfstart", "bkmkend",
        "bkmkstart", "colorschememapping", "colortbl", "datafield", "datastore", "factoidname", "falt", "filetbl", "fldinst",
        "formfield",
        "ftncn", "ftnsep", "ftnsepc", "generator", "info", "latentstyles", "listoverridetable", "listtable", "mmathPr",
        "nonesttables",
        "nonshppict", "objalias", "objclass", "objdata", "objname", "panose", "pgptbl", "pict", "pn", "pnseclvl",
        "pntxta", "pntxtb",
        "private", "revtbl", "rsidtbl", "rxe", "shprslt", "tc", "template", "themedata", "userprops", "wgrffmtfilter", "xe",
        "xmlnstbl",
    };

    private static readonly HashSet<string> OptionalText = new(StringComparer.Ordinal)
    {
        "shppict", "shpinst", "shptxt", "do", "dptxbxtext", "footnote", "annotation", "pntext", "listtext", "nesttableprops",
        "ud", "upr", "picprop", "atnauthor",
        "moMath", "moMathPara",
    };

    private static readonly Dictionary<string, string> Signs = new(StringComparer.Ordinal)
    {
        ["line"] = "\n",
        ["softline"] = "\n",
        ["lbr"] = "\n",
        ["tab"] = "\t",
        ["emdash"] = "—",
        ["endash"] = "–",
        ["emspace"] = " ",
        ["enspace"] = " ",
        ["qmspace"] = " ",
        ["bullet"] = "•",
        ["lquote"] = "‘",
        ["rquote"] = "’",
        ["ldblquote"] = "“",
        ["rdblquote"] = "”",
        ["zwnj"] = "\u200C",
        ["zwj"] = "\u200D",
    };

    /// <summary>Whether a group that it begins holds no text.</summary>
    public static bool IsPassed(string word) => Passed.Contains(word);

    /// <summary>Whether a group that it begins holds text though programs may pass over it.</summary>
    public static bool IsText(string word) => OptionalText.Contains(word);

    /// <summary>What a group that it begins captures.</summary>
    public static RtfCapture Captured(string word) => word switch
    {
        "footnote" => RtfCapture.Note,
        "annotation" => RtfCapture.Comment,
        "atnauthor" => RtfCapture.CommentAuthor,
        "pntext" or "listtext" => RtfCapture.ListMark,
        "sn" => RtfCapture.PropertyName,
        "sv" => RtfCapture.PropertyValue,
        _ => RtfCapture.None,
    };

    public static string? Sign(string word) => Signs.GetValueOrDefault(word);
}
