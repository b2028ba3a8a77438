using Lectern.Server.Text;

namespace Lectern.Tests.Text;

/// <summary>Words are kindred by the letters that they have in a row.</summary>
public sealed class KindredWordsTests
{
    [Theory]
    [InlineData("schiesspulverunternehm", "schiesspulver", 13.0 / 22)]
    [InlineData("pulver", "schiesspulver", 1)]
    [InlineData("kontrolli", "kontroll", 8.0 / 9)]
    [InlineData("musik", "musikgenr", 1)]
    [InlineData("haus", "hausboot", 0)]
    [InlineData("leuchtturmwart", "leuchten", 0)]
    [InlineData("gemeinde", "gemeinsam", 6.0 / 8)]
    [InlineData("abend", "morgen", 0)]
    [InlineData("بمدرس", "مدرس", 4.0 / 5)]
    [InlineData("تحكم", "حكم", 3.0 / 4)]
    [InlineData("سفين", "مدين", 0)]
    [InlineData("", "morgen", 0)]
    public void The_longest_part_that_is_at_least_half_of_a_word_counts(string word, string other, double likeness) =>
        Assert.Equal(likeness, KindredWords.Likeness(word, ["x", other, "yy"]), 6);

    [Fact]
    public void The_most_alike_of_several_counts() =>
        Assert.Equal(1, KindredWords.Likeness("leuchtturm", ["leucht", "ein", "leuchtturmwart", "leuchtt"]));

    [Fact]
    public void It_is_what_the_longest_common_part_says_of_random_words()
    {
        var random = new Random(41);
        var alike = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var (word, other) = (Word(random), Word(random));
            var parts = Enumerable.Range(0, word.Length).SelectMany(
                s => Enumerable.Range(1, word.Length - s).Select(n => word.Substring(s, n)));
            var longest = parts.Where(p => other.Contains(p, StringComparison.Ordinal)).Select(p => p.Length)
                .DefaultIfEmpty().Max();
            var right = longest >= 5 && longest * 2 >= word.Length ? (double)longest / word.Length : 0;
            Assert.Equal(right, KindredWords.Likeness(word, [other]), 6);
            alike += right > 0 ? 1 : 0;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{alike} of 2,000 alike");
        Assert.InRange(alike, 100, 1_900);
    }

    private static string Word(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => (char)('a' + random.Next(2))));
}
