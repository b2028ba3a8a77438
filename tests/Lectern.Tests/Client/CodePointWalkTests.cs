using Lectern.Client;
using Lectern.Web.Sources;

namespace Lectern.Tests.Client;

/// <summary>Places on the wire count code points, those in the page's and the client's texts UTF-16 units.</summary>
public sealed class CodePointWalkTests
{
    [Fact]
    public void Every_point_of_random_texts_is_found_in_any_order()
    {
        var random = new Random(20_261);
        string[] pieces = ["a", "é", "語", "😀", "𝒜", "\uD83D", "\uDE00"];
        var asked = 0;
        for (var round = 0; round < 300; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            int[] offsets = [.. Offsets(text)];
            var walk = new CodePointWalk(text);
            for (var i = 0; i < 20; i++, asked++)
            {
                var point = random.Next(-2, offsets.Length + 2);
                Assert.Equal(offsets[Math.Clamp(point, 0, offsets.Length - 1)], walk.ToUtf16(point));
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{asked} places");
    }

    [Fact]
    public void Marked_characters_are_taken_out_of_the_text_around_them()
    {
        Assert.Equal(new TextExcerpt(10, "😀a", "𝒜b", "c", IsLast: true), TextExcerpt.Of("😀a𝒜bc", 10, 12, 14, 40));
        Assert.Equal(new TextExcerpt(10, "", "😀", "a", IsLast: false), TextExcerpt.Of("😀a", 10, 4, 11, 2));
        Assert.Equal(new TextExcerpt(10, "", "", "😀a", IsLast: true), TextExcerpt.Of("😀a", 10, 2, 4, 40));
    }

    /// <summary>Where each code point begins, and the end.</summary>
    private static IEnumerable<int> Offsets(string text)
    {
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            yield return at;
            at += rune.Utf16SequenceLength;
        }

        yield return at;
    }
}
