using System.Text;

namespace Lectern.Tests.Agent.Answers;

/// <summary>
/// Random answers without a mark and without an address that nobody named, but with brackets of every kind: as a person may write
/// them, with lists, tables, quotations, code and formulas. Numbers up to 9 name passages. The same seed makes the same texts.
/// </summary>
internal sealed class BracketMarkdown(int seed)
{
    private static readonly string[] Phrases =
    [
        "The pH of the basin lies in [6, 8]", "Aldous v Port of Velm [2019] UKSC 41", "Call price[2] to read 740",
        "the matrix row is [4, 5]", "in the years [2019-2021] fees rose",
        "the list is [1, 2, 3]", "x in [0, 1)", "x in (0, 1]", "]0, 1[", "[a, b]", "[1.5, 2.5]", "[-1, 1]", "[+1]", "[12]",
        "[10][11]", "[1, 2, 3, 40]", "[9999]", "[12345]", "[0]", "[ ]", "[]", "[x]",
        "[sic]", "[see below]", "[[wiki]]", "[[10]]", "[a [b [c]]]", "[^note]", "[^12]", "[...]", "[…]", "a[i] = b[j]",
        "a[1][2] = 3", "dict[\"key\"]", "m[1,2] and n", "f(x)[2] is", "rows[0]", "rows[1]=5",
        "arr[3].length", "x_[2] is", "interval [2, 4] holds", "between [1, 5]", "values [1, 2] and", "set = [1]", "y ∈ [3]",
        "2 + [4]", "【12†source】", "【note】", "⟦1⟧", "［1］", "「1」",
        "$\\sqrt[3]{27}$", "$x[1] + y[2]$", "$$\\sqrt[3]{x}$$", "\\(a[1]\\)", "\\[ \\sqrt[4]{16} \\]", "\\[12\\]", "\\[x\\]",
        "$5 and $6", "costs 5$ or more", "US$7 [12]", "a < b and c > d", "a < b", "5 > 3", "H<sub>2</sub>O",
        "`a[1]`", "`[2]`", "AT&amp;T", "&lt;b&gt;", "R&D", "a & b", "100%", "#1", "C#", "@name",
        "*[x]*", "**[12]**", "_[y]_", "~~[z]~~", "! [x]", "wow!", "a!b", "so \\[1\\", "\\!", "\\*", "1. x", "- y", "e.g. [i]",
        "\"[12]\"", "([12])", "{[12]}", "[12]; ", "[x]: a longer note of words", "[12]: as the report says",
        HostileMarkdown.Known, "[the page](" + HostileMarkdown.Known + ")", "<" + HostileMarkdown.Known
            + ">", "known@known.example",
        "http or www", "https: that is it", "a/b//c", "// a comment",
        "file.md", "v1.2.3", "x@1.2.3", "12:30",
        "日本語[12]です。", "العربية [12] هنا", "😀[12]", "naïve [é]", "Grüße [12]", "word", "two words",
        "a longer run of words without any sign",
    ];

    /// <summary>What must not stand outside of code.</summary>
    private static readonly string[] Spans =
    [
        "`x[3](y)`", "`<b>` tag", "`List<int[]>`", "`![p](q)`", "`[r]: s`", "`https://other.example/`", "`a@b.example`",
        "`&#58;`", "`a[0]` and `b<c>`",
    ];

    /// <summary>Behind these programs need not agree on what is code.</summary>
    private static readonly string[] Signs = ["``a ` [1] b``", "a<br>b", "\\`", "a <3 b", "a<b, c", "``x``", "`a|b`", "$`x`$"];

    private static readonly string[] Code =
    [
        "x = a[1]", "print(rows[2](y))", "if a[i]: return b", "[r]: //s", "![p](//q/r)", "List<string> x", "<img src=\"//q\">",
        "https://other.example/", "a@b.example", "[1] [2]", "$x$", "`tick`", "> not a quotation", "# not a heading", "\\[1\\]",
        "", "    deep[1]",
    ];

    private readonly Random random = new(seed);
    private string[] rare = Spans;

    public string Next()
    {
        rare = random.Next(2) == 0 ? Spans : Signs;
        var text = new StringBuilder();
        for (var i = random.Next(1, 6); i > 0; i--)
            Block(text, "");
        var made = text.ToString().TrimEnd('\n') + Pick(["", "\n"]);
        return random.Next(8) == 0 ? made.Replace("\n", "\r\n", StringComparison.Ordinal) : made;
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private string Sentence()
    {
        var words = new List<string>();
        for (var i = random.Next(1, 5); i > 0; i--)
            words.Add(Pick(random.Next(5) == 0 ? rare : Phrases));
        return string.Join(Pick([" ", ", ", " and ", "; "]), words);
    }

    private void Block(StringBuilder text, string indent)
    {
        var afterBlank = text.Length == 0 || text.ToString(text.Length - 2, 2) == "\n\n";
        var kind = random.Next(indent.Length > 6 ? 4 : 8);

        // Where a list ends without an empty line programs differ.
        if (!afterBlank && indent.Length == 0 && kind is > 0 and < 5)
            text.Append('\n');
        switch (kind)
        {
            case 0:
                Fence(text, indent);
                break;
            case 1:
                text.Append(indent).Append("| a | b |\n").Append(indent).Append("|---|---|\n");
                for (var i = random.Next(1, 4); i > 0; i--)
                    text.Append(indent).Append("| ").Append(Cell()).Append(" | ").Append(Cell()).Append(" |\n");
                text.Append('\n');
                break;
            case 2 or 3:
                text.Append(indent).Append(Sentence()).Append(Pick([".", "?", ""])).Append("\n\n");
                break;
            case 4:
                text.Append(indent).Append(Pick(["# ", "## ", "> ", "- [ ] ", "- [x] "])).Append(Sentence()).Append("\n\n");
                break;
            default:
                // No list that begins with another number than 1 can follow a paragraph's line.
                var sign = Pick(["- ", "* ", "1. ", .. afterBlank ? ["12. "] : Array.Empty<string>()]);
                text.Append(indent).Append(sign).Append(Sentence()).Append(Pick(["\n", "\n\n"]));
                if (random.Next(2) == 0)
                    Block(text, indent + new string(' ', sign.Length));
                break;
        }
    }

    private string Cell() => Pick(Phrases).Replace("|", "", StringComparison.Ordinal);

    private void Fence(StringBuilder text, string indent)
    {
        var fence = Pick(["```", "```", "~~~", "````"]);
        text.Append(indent).Append(fence).Append(Pick(["", "js", "python", " c++"])).Append('\n');
        for (var i = random.Next(0, 5); i > 0; i--)
            text.Append((indent + Pick(Code)).TrimEnd()).Append('\n');
        text.Append(indent).Append(fence).Append("\n\n");
    }
}
