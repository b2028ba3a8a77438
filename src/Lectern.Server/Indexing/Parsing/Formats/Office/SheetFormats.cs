using System.Buffers;
using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <summary>Number formats as the library that applies them knows them.</summary>
internal static class SheetFormats
{
    private static readonly SearchValues<char> DateSigns = SearchValues.Create("年月日時时分秒년월일시");

    /// <summary>
    /// Signs of other scripts are put in quotes, years of eras are plain years, days of the week have their usual letter, and
    /// what only chooses a language goes.
    /// </summary>
    public static string Known(string code)
    {
        var isDate = IsEastAsian(code);
        if (!isDate && !code.Contains("[$-", StringComparison.Ordinal)
            && !code.Contains("[DBNum", StringComparison.OrdinalIgnoreCase))
            return code;
        var known = new StringBuilder(code.Length + 8);
        for (var i = 0; i < code.Length; i++)
        {
            var c = code[i];
            var end = c == '"' ? code.IndexOf('"', i + 1) : c == '[' ? code.IndexOf(']', i) : -1;
            if (end > i)
            {
                var part = code[i..(end + 1)];
                if (!part.StartsWith("[$-", StringComparison.Ordinal)
                    && !part.StartsWith("[DBNum", StringComparison.OrdinalIgnoreCase))
                    known.Append(part);
                i = end;
            }
            else if (c == '\\' && i + 1 < code.Length)
            {
                known.Append(c).Append(code[++i]);
            }
            else if (c >= '\u2E80')
            {
                known.Append('"').Append(c).Append('"');
            }
            else if (isDate && c is 'e' or 'E')
            {
                known.Append(code.AsSpan(i + 1).StartsWith("e", StringComparison.OrdinalIgnoreCase) ? "" : "yyyy");
            }
            else if (!(isDate && c is 'g' or 'G'))
            {
                known.Append(
                    c == 'a' && isDate && !code.AsSpan(i).StartsWith("am/pm", StringComparison.OrdinalIgnoreCase) ? 'd' : c);
            }
        }

        return known.ToString();
    }

    /// <summary>Whether it shows years, months or days with their signs, or the year of an era.</summary>
    private static bool IsEastAsian(string code) => !code.Contains("General", StringComparison.OrdinalIgnoreCase)
        && (code.AsSpan().ContainsAny(DateSigns) || code.Contains("gge", StringComparison.Ordinal)
            || (code.Contains("[$-", StringComparison.Ordinal) && code.Contains('e', StringComparison.Ordinal)
                && code.AsSpan().IndexOfAny('0', '#') < 0));

    /// <summary>The formats that files name by number only (ECMA-376, 18.8.30); those of China, Japan and Korea
    /// are dates too.</summary>
    public static string? BuiltIn(uint id) => id switch
    {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "yyyy-mm-dd",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy-mm-dd h:mm",
        37 or 38 => "#,##0;(#,##0)",
        39 or 40 => "#,##0.00;(#,##0.00)",
        27 or 28 or 29 or 30 or 31 or 36 or (>= 50 and <= 54) or 57 or 58 => "yyyy-mm-dd",
        32 or 34 => "h:mm",
        33 or 35 => "h:mm:ss",
        55 or 56 => "yyyy-mm-dd",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        48 => "##0.0E+0",
        _ => null,
    };
}
