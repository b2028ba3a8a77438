using System.Buffers;

namespace Lectern.Server.Agent.Answers;

/// <summary>
/// Links and pictures as they are usually written. What is written otherwise is taken apart sign by sign. Thread-safe.
/// </summary>
internal static class Brackets
{
    /// <summary>UTF-16 characters; so far the words of a link or a mark are held back.</summary>
    private const int MaxLabel = 500;

    private const int MaxTarget = 1_000;

    /// <summary>
    /// What a link may be called, or lead to, to be written anew. All else stays where it is, and is no link any more.
    /// </summary>
    private static readonly SearchValues<char> NotPlain = SearchValues.Create("`<>\\\r\n|$~&");

    /// <summary>Where the bracket closes that a text begins with, in the same paragraph.</summary>
    public static RuleOutcome Label(TextAhead ahead, out int close)
    {
        ahead = ahead.Upto(MaxLabel);
        var text = ahead.Text;
        var depth = 0;
        for (close = 0; close < text.Length; close++)
        {
            switch (text[close])
            {
                case '\\':
                    close++;
                    break;
                case '[':
                    depth++;
                    break;
                case ']' when --depth == 0:
                    return RuleOutcome.Found;
                case '\r' or '\n' when Chars.EndsParagraph(text, close):
                    return RuleOutcome.Nothing;
            }
        }

        return ahead.IsAll ? RuleOutcome.Nothing : RuleOutcome.Unclear;
    }

    /// <summary>A link's target in parentheses, from the one that opens.</summary>
    public static RuleOutcome Target(TextAhead ahead, out LinkDestination target)
    {
        ahead = ahead.Upto(MaxTarget);
        var text = ahead.Text;
        target = default;
        var close = Closing(text);
        if (close < 0)
            return ahead.IsAll || text.ContainsAny('\r', '\n') ? RuleOutcome.Nothing : RuleOutcome.Unclear;
        var inside = text[1..close].Trim(' ');
        var url = inside.IndexOf(' ') is var space && space < 0 ? inside : inside[..space];
        var title = inside[url.Length..].Trim(' ');
        if (inside.ContainsAny(NotPlain) || inside.ContainsAny('[', ']') || !(title.IsEmpty || IsTitle(title)))
            return RuleOutcome.Nothing;
        target = new LinkDestination(url.ToString(), title.Length > 0, close + 1);
        return RuleOutcome.Found;
    }

    public static bool IsPlain(ReadOnlySpan<char> label) => !label.ContainsAny(NotPlain);

    /// <summary>Where the parenthesis closes that a text begins with, in the same line.</summary>
    private static int Closing(ReadOnlySpan<char> text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length && !Chars.IsNewline(text[i]); i++)
        {
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (depth == 0)
                return i;
        }

        return -1;
    }

    private static bool IsTitle(ReadOnlySpan<char> title) =>
        title.Length > 1 && title[0] is '"' or '\'' && title[^1] == title[0] && !title[1..^1].Contains(title[0]);
}
