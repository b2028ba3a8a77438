using Lectern.Contracts;
using Lectern.Server.Agent.Review;
using Lectern.Server.Text;

namespace Lectern.Tests.Agent.Review;

/// <summary>A sentence that states something and has no citation that held is told apart.</summary>
public sealed class AnswerReviewTests
{
    [Theory]
    [InlineData("The mole is 90 metres long [1]. It was built by Orsina.", "It was built by Orsina.")]
    [InlineData("The mole is 90 metres long. [1] It was built by Orsina.", "It was built by Orsina.")]
    [InlineData("The mole is long. The quay is lit [1].", "The mole is long.")]
    [InlineData("Hello! How can I help?", "")]
    [InlineData("I looked for the mole. What does it cost?", "")]
    [InlineData("Let me look that up.", "")]
    [InlineData("# The mole of Selm\n\nHere is what it says:\n\n- The quay is lit [1]\n- The mole is red", "The mole is red")]
    [InlineData("The documents do not say how long the mole is.", "")]
    [InlineData("This was not found in these documents.", "")]
    [InlineData("Die Dokumente enthalten keine Angabe zur Mole.", "")]
    [InlineData("Die Mole ist 90 Meter lang.", "Die Mole ist 90 Meter lang.")]
    [InlineData("| Pier | Length |\n|---|---|\n| Mole | 90 m [1] |\n| Quay | 40 m |", "| Quay | 40 m |")]
    [InlineData("```\nvar length = 90; // the mole is long.\n```\nThe mole is red.", "The mole is red.")]
    [InlineData("```\na\n``` js\n```\nThe mole is red.", "The mole is red.")]
    [InlineData("````\n```\na\n```\n````\nThe mole is red.", "The mole is red.")]
    [InlineData("~~~\n```\n~~~\nThe mole is red.", "The mole is red.")]
    [InlineData("```x``` is short.\n\nThe mole is red.", "The mole is red.")]
    [InlineData("- ```\n  a\n  ```\n\nThe mole is red.", "The mole is red.")]
    [InlineData("> ```\n> a\n\nThe mole is red.", "The mole is red.")]
    [InlineData("```\na\n    ```\n```\nThe mole is red.", "The mole is red.")]
    [InlineData("$$\nx = 3\n$$\nThe mole is red.", "The mole is red.")]
    [InlineData("```\n$$\n```\nThe mole is red.", "The mole is red.")]
    [InlineData("$$\nThe mole is red.", "The mole is red.")]
    [InlineData("```\nThe quay is lit.\n\nThe mole is red.", "")]
    [InlineData("> The quay is lit. The mole is red. [1=The quay is lit. The mole is red.]\n>\n> — piers.md, page 2", "")]
    [InlineData("> The quay is lit.\n> The mole is red [1=The quay is lit. The mole is red.]", "")]
    [InlineData("The quay is lit.\n\nThe mole is red [1=The quay is lit. The mole is red.]", "The quay is lit.")]
    [InlineData("1. The quay is lit [1]\n2. The mole is red.\n3. The light is old [1].", "The mole is red.")]
    [InlineData("The quay is lit.\n[1]\n\nThe mole is red.", "The mole is red.")]
    [InlineData("😀 The quay is lit [1]. 😀 The mole is red.", "😀 The mole is red.")]
    [InlineData("防波堤は九十メートルです。岸壁は明るい。", "防波堤は九十メートルです。|岸壁は明るい。")]
    public void A_sentence_without_a_citation_is_unproved(string answer, string unproved)
    {
        var (text, citations) = Read(answer);
        var review = AnswerReview.Reviewed(text, citations, []);
        Assert.Equal(unproved, string.Join('|', review.Unproved.Select(u => Cut(text, u.Start, u.End))));
        Assert.All(review.Unproved, u => Assert.Equal(UnprovedReasons.NoMark, u.Reason));
        Assert.Empty(review.Contradicted);
    }

    [Fact]
    public void A_mark_that_failed_and_one_that_says_otherwise_are_told_apart()
    {
        const string text = "The mole is red. The quay is lit. The light is old.";
        var other = Citation("[3]", 0, "The quay is not lit.");
        var review = AnswerReview.Reviewed(
            text, [], [new RefusedMark(15, null), new RefusedMark(32, null), new RefusedMark(32, other)]);
        Assert.Equal(
            [UnprovedReasons.MarkFailed, UnprovedReasons.Contradicted, UnprovedReasons.NoMark],
            review.Unproved.Select(u => u.Reason));
        var contradicted = Assert.Single(review.Contradicted);
        Assert.Equal(
            ("The quay is lit.", "The quay is not lit."), (Cut(text, contradicted.Start, contradicted.End), contradicted.Quote));
    }

    [Fact]
    public void What_another_citation_proves_is_not_contradicted()
    {
        const string text = "The quay is lit [1].";
        var review = AnswerReview.Reviewed(
            text, [Citation("[1]", 16, "The quay is lit.")], [new RefusedMark(19, Citation("[3]", 0, "The quay is not lit."))]);
        Assert.Empty(review.Unproved);
        Assert.Empty(review.Contradicted);
    }

    [Theory]
    [InlineData("The mole is red. ")]
    [InlineData("The mole is [1] ")]
    [InlineData("| a | b |\n")]
    [InlineData("> a b c\n")]
    [InlineData("```\n")]
    [InlineData("1. ")]
    public void An_answer_of_any_kind_and_length_is_read_in_time_that_grows_with_it(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 200_000 / part.Length));
        List<RefusedMark> refused = [.. Enumerable.Range(0, 4_000).Select(i => new RefusedMark(i * 40, null))];
        var watch = System.Diagnostics.Stopwatch.StartNew();
        AnswerReview.Reviewed(text, [Citation("[1]", text.Length, "The mole is red. The quay is lit.")], refused);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed.TotalSeconds:0.0} s");
    }

    /// <param name="answer">With marks: <c>[1]</c>, or <c>[1=…]</c> with what is quoted.</param>
    private static (string Text, IReadOnlyList<Citation> Citations) Read(string answer)
    {
        var citations = new List<Citation>();
        while (answer.IndexOf("[1=", StringComparison.Ordinal) is >= 0 and var at)
        {
            var end = answer.IndexOf(']', at);
            citations.Add(Citation("[1]", new CodePointMap(answer[..at]).Length, answer[(at + 3)..end]));
            answer = $"{answer[..at]}[1]{answer[(end + 1)..]}";
        }

        for (var at = answer.IndexOf("[1]", StringComparison.Ordinal); citations.Count == 0 || at >= 0;)
        {
            if (at < 0)
                break;
            var position = new CodePointMap(answer[..at]).Length;
            if (citations.TrueForAll(c => c.Position != position))
                citations.Add(Citation("[1]", position, "Something else."));
            at = answer.IndexOf("[1]", at + 1, StringComparison.Ordinal);
        }

        return (answer, [.. citations.OrderBy(c => c.Position)]);
    }

    private static Citation Citation(string marker, int position, string quote) =>
        new(marker, position, "idx-1", "dfl-1", "piers.md", 1, 1, 0, quote.Length, quote, [], null, Verified: true);

    private static string Cut(string text, int start, int end)
    {
        var map = new CodePointMap(text);
        return text[map.ToUtf16(start)..map.ToUtf16(end)];
    }
}
