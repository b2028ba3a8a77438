using System.Text.Json;

namespace Lectern.Tests.Agent.Answers;

/// <summary>What the scanner leaves alone, what it takes for a mark, and what it costs.</summary>
public sealed class AnswerScannerTests
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    [Fact]
    public void An_answer_without_marks_comes_out_byte_for_byte()
    {
        var (made, split) = (new BracketMarkdown(13), new HostileMarkdown(13));
        const int texts = 20_000;
        for (var i = 0; i < texts; i++)
        {
            var text = made.Next();
            var shown = ScannedAnswer.Of(split.Split(text));
            Assert.True(text == shown, JsonSerializer.Serialize(new { i, text, shown }, Options));
        }

        TestContext.Current.SendDiagnosticMessage($"{texts} answers came out as they came in");
    }

    [Theory]
    [InlineData("Twenty months [2].", "Twenty months.")]
    [InlineData("It is on the page. [2]", "It is on the page.")]
    [InlineData("Twenty months [2] .", "Twenty months.")]
    [InlineData("Twenty months [2] , or so [1].", "Twenty months, or so [1].")]
    [InlineData("Vingt mois [2] ?", "Vingt mois ?")]
    [InlineData("Twenty [2] months.", "Twenty months.")]
    [InlineData("Twenty months [2] [4].", "Twenty months.")]
    [InlineData("Twenty months [2][1].", "Twenty months [1].")]
    [InlineData("**Twenty months [2]**", "**Twenty months**")]
    [InlineData("[2] Twenty months.", "Twenty months.")]
    [InlineData("- [2] Twenty months.\n- [1] Ten.", "- Twenty months.\n- [1] Ten.")]
    [InlineData("## Term [2]\n\nTwenty.", "## Term\n\nTwenty.")]
    [InlineData("| Term [2] | Fee [1] |\n|---|---|\n| [2] | 5 [4] |", "| Term | Fee [1] |\n|---|---|\n| | 5 |")]
    [InlineData("> Twenty months [2]\n>\n> more", "> Twenty months\n>\n> more")]
    [InlineData("Twenty months [[2]].", "Twenty months.")]
    [InlineData("Twenty months (see [2]).", "Twenty months (see).")]
    [InlineData("Twenty months \\[2\\].", "Twenty months.")]
    [InlineData("Twenty months【2†source】.", "Twenty months.")]
    [InlineData("Twenty months【2†a】【4†b】. Ten【2†a】(or so).", "Twenty months. Ten (or so).")]
    [InlineData("二十か月[2]。次は[4]、三", "二十か月。次は、三")]
    [InlineData("a <[2]/b", "a < /b")]
    [InlineData("二十か月[2]。", "二十か月。")]
    [InlineData("الضمان عشرون شهرًا [2].", "الضمان عشرون شهرًا.")]
    [InlineData("Twenty months [2, 4].", "Twenty months.")]
    [InlineData("It costs $5 [2], or $6 [1].", "It costs $5, or $6 [1].")]
    public void What_is_left_out_is_exactly_the_mark(string said, string shown)
    {
        Assert.Equal(shown, ScannedAnswer.Of([said]));
        Assert.Equal(shown, ScannedAnswer.Of(said.Select(c => c.ToString())));
    }

    /// <summary>Here every number up to 3,000 names a passage, and those of even ones fail.</summary>
    [Theory]
    [InlineData("$\\sqrt[4]{27}$ is it.")]
    [InlineData("The pH of the basin lies in [6, 8] always.")]
    [InlineData("Aldous v Port of Velm [2018] UKSC 41")]
    [InlineData("Call price[2] to read 740.")]
    [InlineData("Call price[2].")]
    [InlineData("The list is [2, 4, 6] and the matrix row is [4, 5].")]
    [InlineData("In the years [2018-2020] fees rose.")]
    [InlineData("`x [2]` and ``y ` [4]``")]
    [InlineData("```\nx [2]\n```")]
    [InlineData("    ```\nx [2]")]
    [InlineData("\\(x [2]\\) and $$y [4]$$")]
    [InlineData("[2]: as the note says")]
    [InlineData("a[2] = b[4]")]
    [InlineData("m[2][4]")]
    [InlineData("x = [2]")]
    [InlineData("\\sqrt[2]{16} is four")]
    [InlineData("[60]fullerene and [2,3]-sigmatropic and [2].length")]
    [InlineData("Step [2] of 5, section [4], Figure [6].")]
    [InlineData("Press [2] to go on; the keys are \"[2]\" and '[4]'.")]
    [InlineData("[[2], [4]] and [[2, 4], [6, 8]] and {[2]}")]
    [InlineData("[2] + [4]")]
    [InlineData("Return [2, 4] when pages [6-8] match [1-9]{3}.")]
    [InlineData("A scale, e.g. [2, 4], of [٢] and [02] and [00]")]
    [InlineData("Twenty [2]months, [4]pyrene")]
    [InlineData("ages [2, 4] and a shape [4, 2]")]
    [InlineData("items[2], argv[4] and x.y[6].z")]
    public void A_number_in_brackets_that_is_no_mark_stays(string said) =>
        Assert.Equal(said, ScannedAnswer.Of([[said]], passages: 3_000, out _));

    [Theory]
    [InlineData("E[X](t) and f[x](0.5)", "E[X] (t) and f[x] (0.5)")]
    [InlineData("$E[X](t)$ is a[i](b)", "$E[X] (t)$ is a[i] (b)")]
    [InlineData("an [API](v) but [this](v.html)", "an [API] (v) but this (`v.html`)")]
    [InlineData("    <img src=a>\n    &#58;\nand <img>", "    < img src=a>\n    & #58;\nand &lt;img>")]
    [InlineData("\n\t<a b>", "\n\t< a b>")]
    [InlineData("    [y]: a", "    [y] : a")]
    [InlineData("- a\n\n      <a b>", "- a\n\n      &lt;a b>")]
    public void What_is_no_address_keeps_its_brackets_and_code_shows_no_references(string said, string shown)
    {
        Assert.Equal(shown, ScannedAnswer.Of([said]));
        Assert.Equal(shown, ScannedAnswer.Of(said.Select(c => c.ToString())));
    }

    [Theory]
    [InlineData("![x]", "(//evil.example/canary)", "![x] (`//evil.example/canary`)")]
    [InlineData("[x]:", " //evil.example/canary", "[x]\\: `//evil.example/canary`")]
    [InlineData("a <img src=x", ">", "a <img src=x&gt;")]
    [InlineData("a `<img src=x>`", "`", "a `<img src=x>` `")]
    [InlineData("a <!X", "<b>canary", "a &lt;!X<b>canary")]
    [InlineData("a <!X canary", "\\>", "a &lt;!X canary\\>")]
    [InlineData("a <!X canary", "<https://known.example/page>", "a &lt;!X canary<https://known.example/page>")]
    [InlineData("```\ncode", "```\n![x](canary)\n", "```\ncode```\nx (image left out)\n")]
    public void Two_texts_that_a_program_joins_make_nothing_that_one_would_not(string first, string second, string joined) =>
        Assert.Equal(joined, ScannedAnswer.OfTexts([first], [second]));

    [Theory]
    [InlineData("word [1] ")]
    [InlineData("[")]
    [InlineData("![")]
    [InlineData("![x](")]
    [InlineData("[x]: ")]
    [InlineData("<a ")]
    [InlineData("`")]
    [InlineData("`a` ")]
    [InlineData("``` ")]
    [InlineData("```\n")]
    [InlineData("  ```\n")]
    [InlineData("> - ")]
    [InlineData("$")]
    [InlineData("\\")]
    [InlineData("\\]")]
    [InlineData("https://evil.example/")]
    [InlineData("www.")]
    [InlineData("a@b.c ")]
    [InlineData("&#58;")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("x\n")]
    [InlineData("【1")]
    [InlineData("[1] [2][3](")]
    public void The_work_grows_with_the_text_and_no_faster(string unit)
    {
        var (shorter, longer) = (Work(unit, 20_000), Work(unit, 80_000));
        Assert.True(longer.Steps <= (5 * shorter.Steps) + 100, $"{shorter.Steps} steps became {longer.Steps}");
        Assert.True(longer.Steps <= 3 * 80_000, $"{longer.Steps} steps");
        Assert.True(longer.LongestHeld <= 2_000, $"{longer.LongestHeld} characters were held back");

        static (long Steps, int LongestHeld) Work(string unit, int length)
        {
            var text = string.Concat(Enumerable.Repeat(unit, length / unit.Length));
            ScannedAnswer.Of([text.Chunk(7).Select(c => new string(c))], passages: 9, out var scanner);
            return (scanner.Steps, scanner.LongestHeld);
        }
    }
}
