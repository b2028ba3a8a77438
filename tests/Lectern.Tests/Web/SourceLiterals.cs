using System.Text;
using System.Text.RegularExpressions;

namespace Lectern.Tests.Web;

/// <summary>Finds words that people would read in the page's sources: text between tags, attributes, strings of code.</summary>
internal static partial class SourceLiterals
{
    /// <summary>Names that are the same in every language, and what no person reads.</summary>
    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal)
    {
        "Lectern", "LECTERN_MODEL", "lk-…", "Ctrl", "Shift", "Enter", "Esc", "Escape", "ArrowLeft", "ArrowRight",
        "noopener noreferrer nofollow", "Nobody is signed in.", "No language was loaded.",
    };

    public static IEnumerable<string> Files(string page) =>
        Directory.EnumerateFiles(page, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".razor" or ".cs" or ".js")
            .Where(file => !Path.GetRelativePath(page, file).Split('/', '\\').Intersect(["bin", "obj", "npm", "wwwroot"]).Any());

    /// <returns><c>FILE: WORDS</c> of each find.</returns>
    public static List<string> Words(string page)
    {
        var found = new List<string>();
        foreach (var file in Files(page).Where(f => !f.EndsWith(".js", StringComparison.Ordinal)))
        {
            var source = Comment().Replace(File.ReadAllText(file), "");
            var at = file.EndsWith(".cs", StringComparison.Ordinal) ? 0 : source.IndexOf("@code {", StringComparison.Ordinal);
            var (markup, code) = at < 0 ? (source, "") : (source[..at], source[at..]);
            var strings = new StringBuilder(code);
            markup = WithoutExpressions(markup, strings);
            var words = Text().Matches(Statement().Replace(Tag().Replace(markup, "\n<>\n"), "")).Select(m => m.Value.Trim())
                .Concat(Attribute().Matches(markup).Select(m => m.Groups["value"].Value))
                .Where(text => Letters().IsMatch(text))
                .Concat(CodeString().Matches(strings.ToString()).Select(m => m.Groups["text"].Value).Where(IsSaid));
            found.AddRange(words.Where(w => !Allowed.Contains(w)).Select(w => $"{Path.GetFileName(file)}: {w}"));
        }

        return found;
    }

    /// <summary>Two words, or one that begins as a sentence does.</summary>
    private static bool IsSaid(string text) => !text.Contains('<', StringComparison.Ordinal) && Said().IsMatch(text);

    /// <summary>Takes what Razor computes out of the markup; what stands in it as strings is judged with the code.</summary>
    private static string WithoutExpressions(string markup, StringBuilder strings)
    {
        var rest = new StringBuilder();
        for (var i = 0; i < markup.Length; i++)
        {
            if (markup[i] != '@')
            {
                rest.Append(markup[i]);
                continue;
            }

            var end = i + 1;
            while (end < markup.Length && (char.IsLetterOrDigit(markup[end]) || markup[end] is '.' or '_' or '!' or '?'))
                end++;
            var isEvent = end < markup.Length && markup[end] is '=' or ':';
            while (!isEvent && end < markup.Length && markup[end] is '(' or '[')
            {
                end = Balanced(markup, end);
                while (end < markup.Length && (char.IsLetterOrDigit(markup[end]) || markup[end] is '.' or '_' or '!'))
                    end++;
            }

            if (!InClass().IsMatch(rest.ToString()))
                strings.Append(markup, i, end - i).Append('\n');
            i = Math.Max(i, end - 1);
        }

        return rest.ToString();
    }

    private static int Balanced(string text, int start)
    {
        var (depth, inString) = (0, false);
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '"')
                inString = !inString;
            else if (!inString && text[i] is '(' or '[')
                depth++;
            else if (!inString && text[i] is ')' or ']' && --depth == 0)
                return i + 1;
        }

        return text.Length;
    }

    [GeneratedRegex(@"///?[^\n]*|@\*.*?\*@|@(?:using|inject|implements|page)[^\n]*", RegexOptions.Singleline)]
    private static partial Regex Comment();

    /// <summary>An opening or closing tag; lambdas in its attributes have arrows.</summary>
    [GeneratedRegex("""</?[A-Za-z](?:"[^"]*"|'[^']*'|[^>"'])*>""")]
    private static partial Regex Tag();

    /// <summary>Code between the tags: what follows an expression that was taken out, cases, braces, declarations.</summary>
    [GeneratedRegex(
        @"^\s*(?:else\b.*|case .*|default:|break;|var .*|[\{\}\(\);].*|switch.*|if.*|foreach.*)$", RegexOptions.Multiline)]
    private static partial Regex Statement();

    [GeneratedRegex("[^<>\n]+")]
    private static partial Regex Text();

    [GeneratedRegex("""\b(?:aria-label|title|placeholder|alt|label|What)="(?<value>[^"]*)["]""")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Letters();

    [GeneratedRegex("\"(?<text>(?:[^\"\\\\\n]|\\\\.)*)\"")]
    private static partial Regex CodeString();

    [GeneratedRegex("""\bclass="[^"]*$""")]
    private static partial Regex InClass();

    [GeneratedRegex(@"^\p{Lu}\p{Ll}+|\p{L}{2,}[,.…]? \p{L}{2,}")]
    private static partial Regex Said();
}
