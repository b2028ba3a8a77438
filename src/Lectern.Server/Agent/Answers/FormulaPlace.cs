namespace Lectern.Server.Agent.Answers;

/// <summary>
/// Whether a place stands in a formula: <c>$…$</c>, <c>$$…$$</c>, <c>\(…\)</c> or <c>\[…\]</c>. Thread-safe.
/// </summary>
internal static class FormulaPlace
{
    /// <param name="before">The paragraph up to the place, its last characters.</param>
    public static RuleOutcome Of(ReadOnlySpan<char> before, TextAhead after)
    {
        var open = Open(before);
        if (open is "" or @"\)" or @"\]")
            return open.Length == 0 ? RuleOutcome.Nothing : RuleOutcome.Found;
        var text = after.Text;
        for (var i = 0; i < text.Length; i++)
        {
            if (Chars.IsNewline(text[i]) && (open == "$" || Chars.EndsParagraph(text, i)))
                return RuleOutcome.Nothing;
            if (text[i] == '\\')
                i++;
            else if (text[i] == '$' && i + 1 == text.Length && !after.IsAll)
                return RuleOutcome.Unclear;
            else if (text[i] == '$' && Closes(open, i > 0 ? text[i - 1] : ']', i + 1 < text.Length ? text[i + 1] : '\n'))
                return RuleOutcome.Found;
        }

        return after.IsAll ? RuleOutcome.Nothing : RuleOutcome.Unclear;
    }

    /// <summary>What would close the formula that is open; empty when none is.</summary>
    private static string Open(ReadOnlySpan<char> text)
    {
        var open = "";
        for (var i = 0; i < text.Length; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : '\n';
            switch (text[i])
            {
                case '`':
                    i = AfterCode(text, i) - 1;
                    break;
                case '\\':
                    open = next switch
                    {
                        '(' when open.Length == 0 => @"\)",
                        '[' when open.Length == 0 => @"\]",
                        ')' when open == @"\)" => "",
                        ']' when open == @"\]" => "",
                        _ => open,
                    };
                    i++;
                    break;
                case '$' when next == '$' && open is "" or "$$":
                    open = open.Length == 0 ? "$$" : "";
                    i++;
                    break;
                case '$' when open.Length == 0 && !char.IsWhiteSpace(next):
                    open = "$";
                    break;
                case '$' when open == "$" && Closes(open, text[i - 1], next):
                    open = "";
                    break;
                case '\n' or '\r' when open == "$":
                    open = "";
                    break;
            }
        }

        return open;
    }

    /// <summary>A single dollar behind white space, or before a figure, is money.</summary>
    private static bool Closes(string open, char before, char after) =>
        open == "$$" ? after == '$' : !char.IsWhiteSpace(before) && !char.IsAsciiDigit(after);

    private static int AfterCode(ReadOnlySpan<char> text, int start)
    {
        var run = Chars.Run(text[start..]);
        for (var i = start + run; i < text.Length; i++)
        {
            if (text[i] != '`')
                continue;
            var end = Chars.Run(text[i..]);
            if (end == run)
                return i + run;
            i += end - 1;
        }

        return start + run;
    }
}
