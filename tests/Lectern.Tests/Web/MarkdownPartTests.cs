using Lectern.Web.Markdown;
using Markdig.Syntax;

namespace Lectern.Tests.Web;

/// <summary>A growing text is cut where its parts mean alone what they mean together.</summary>
public sealed class MarkdownPartTests
{
    public static TheoryData<string> Texts() =>
    [
        "One.\n\nTwo.\nstill two\n\nThree.",
        "# A\n\ntext\n\n- one\n- two\n\n- three, loose\n\n  of three\n\nafter\n",
        "1. one\n\n2. two\n\n   ```\n   code\n\n   code\n   ```\n\n3. three\n\nend",
        "before\n\n```py\na = 1\n\n\nb = 2\n```\n\nafter\n\n~~~\n```\n\n~~~\n\nend",
        "$$\na\n\nb\n$$\n\nafter $x$ and \\(y\\)",
        "| a | b |\n|--|--|\n| 1 | 2 |\n\n> quote\n>\n> more\n\nlast\n",
        "````\n```\n\nstill code\n```\n````\n\ntext\n\n* * *\n\n*item*\n",
        "never closed:\n\n```\nline\n\nline\n",
        "Windows\r\n\r\nlines\r\n\r\n- a\r\n\r\n- b\r\n",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Parts_say_the_same_as_the_whole_however_the_text_grew(string text)
    {
        for (var step = 1; step <= 7; step += 3)
        {
            var growing = new MarkdownText();
            for (var i = 0; i < text.Length; i += step)
            {
                growing.Append(text.Substring(i, Math.Min(step, text.Length - i)));
                Assert.Equal(growing.Content, string.Concat(growing.Parts().Select(p => p.Source)));
            }

            growing.Complete(text);
            var parts = growing.Parts().ToList();
            Assert.Equal(Outline(text), string.Concat(parts.Select(p => Outline(p.Source))));
            Assert.All(parts, p => Assert.Equal(p.Source, text.Substring(p.Start, p.Source.Length)));
        }
    }

    [Fact]
    public void Closed_parts_stay_the_same_objects()
    {
        var text = new MarkdownText();
        text.Append("One.\n\nTwo.\n\nThr");
        var before = text.Parts().ToList();
        text.Append("ee.\n\nFour.");
        var after = text.Parts().ToList();
        Assert.Same(before[0], after[0]);
        Assert.Equal("Four.", after[^1].Source);
    }

    [Theory]
    [InlineData("https://example.org/a?b=1", "https://example.org/a?b=1", "example.org")]
    [InlineData("HTTP://EXAMPLE.ORG", "http://example.org/", "example.org")]
    [InlineData("https://xn--80ak6aa92e.com/", "https://xn--80ak6aa92e.com/", "xn--80ak6aa92e.com")]
    [InlineData("mailto:ann@example.org?subject=x", "mailto:ann@example.org?subject=x", "ann@example.org")]
    public void Links_to_the_web_and_to_mail_say_where_they_go(string address, string shown, string host) =>
        Assert.Equal(new SafeLink(shown, host), SafeLink.Of(address));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData(" JavaScript:alert(1)")]
    [InlineData("java\nscript:alert(1)")]
    [InlineData("data:text/html,<script>")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//example.org")]
    [InlineData("/api/v1/keys")]
    [InlineData("https://bank.example@evil.example/")]
    [InlineData("blob:https://x")]
    [InlineData("")]
    [InlineData(null)]
    public void Every_other_address_is_no_link(string? address) => Assert.Null(SafeLink.Of(address));

    [Fact]
    public void Marks_are_found_by_where_they_stand_also_behind_signs_of_two_units()
    {
        const string Content = "🔭 A [1] and [1], [2](x) and [3].";
        Lectern.Contracts.Citation At(string marker, int position, string quote) =>
            new(marker, position, "idx", "dfl", "f", null, null, 0, 1, quote, [], null, true);
        var lookup = new CitationLookup(Content, [At("[1]", 4, "first"), At("[1]", 12, "second")]);
        var marks = MarkdownReader.Read(Content).Descendants<CitationMark>().ToList();
        Assert.Equal(["[1]", "[1]", "[3]"], marks.Select(m => m.Marker));
        Assert.Equal(["first", "second", null], marks.Select(m => lookup.Find(m.Marker, m.Position)?.Quote));
    }

    /// <summary>Which blocks there are, and what they say.</summary>
    private static string Outline(string source) =>
        string.Concat(MarkdownReader.Read(source).Descendants().Select(node => node switch
    {
        CodeBlock code => $"[{code.GetType().Name} {code.Lines}]",
        ListBlock list => $"[list {list.IsOrdered}]",
        ContainerBlock block => $"[{block.GetType().Name}]",
        LeafBlock leaf => $"[{leaf.GetType().Name}]",
        Markdig.Syntax.Inlines.LiteralInline literal => literal.Content.ToString(),
        var other => $"<{other.GetType().Name}>",
    })).Replace("[MarkdownDocument]", "", StringComparison.Ordinal);
}
