using System.Text;
using Lectern.Server.Agent.Citations;
using Lectern.Server.Indexing.Chunking;
using Lectern.Server.Indexing.Embedding.Tokenizers;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Platform;
using Lectern.Server.Text;

namespace Lectern.Tests.Hostile;

/// <summary>What a stranger makes four times as long may take about four times as long.</summary>
public sealed class GrowthTests
{
    public static TheoryData<string> Sentences =>
        ["dots", "dots before a small letter", "dots and blanks", "initials", "blank lines", "quotes"];

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Sentences_are_split_in_time_linear_in_the_text(string kind) => Growth.IsLinear(100_000, n => kind switch
    {
        "dots" => new string('.', n) + "x",
        "dots before a small letter" => new string('.', n) + " x",
        "dots and blanks" => new string('.', n / 2) + new string(' ', n / 2) + "x",
        "initials" => string.Concat(Enumerable.Repeat("A.", n / 2)) + " x",
        "blank lines" => new string('\n', n),
        _ => string.Concat(Enumerable.Repeat(".\")", n / 3)) + "x",
    }, text => SentenceSplitter.Split(text).Count());

    [Fact]
    public void Marks_on_a_letter_are_sorted_in_bounded_time()
    {
        Growth.IsLinear(8_000, Marks, text => Terms.ForQuery(text).Count);
        Growth.IsLinear(8_000, Marks, text => WordPieceText.Split(text, lowerCase: true).Length);
        static string Marks(int n) => "quay " + string.Concat(Enumerable.Repeat("\u0301\u0316", n / 2)) + " mole";
    }

    [Fact]
    public void A_letter_keeps_thirty_marks_and_the_words_around_it_stay()
    {
        var marks = string.Concat(Enumerable.Repeat("\u0301", 31));
        Assert.Equal("e" + marks[..30] + "x\ud83d\ude00", CombiningMarks.Bounded("e" + marks + "x\ud83d\ude00"));
        Assert.Equal(["quay", "ecole"], Terms.Words($"quay e{marks}cole"));
        const string plain = "Ünïcödé हिन्दी ทดสอบ \ud83d\ude00";
        Assert.Same(plain, CombiningMarks.Bounded(plain));
    }

    [Fact]
    public void Names_are_found_in_time_linear_in_the_claim() => Growth.IsLinear(
        20_000, n => string.Concat(
            Enumerable.Repeat("A'", n / 2)) + new string('*', n), text => Names.Of(text, _ => false).Count);

    [Fact]
    public void Free_values_are_checked_in_time_linear_in_their_length() => Growth.IsLinear(
        100_000, n => $"{{{string.Join(',', Enumerable.Range(0, n / 10).Select(i => $"\"k{i}\":\"\\ud83d\\ude00\""))}}}",
        json => FreeJson.Canonical(Encoding.UTF8.GetBytes(json)).Length);

    [Fact]
    public void A_heading_as_long_as_a_book_is_not_kept_with_every_passage()
    {
        var document = new DocumentBuilder(new ParseLimits());
        document.Heading(1, string.Concat(Enumerable.Repeat("A very long heading. ", 5_000)));
        for (var i = 0; i < 500; i++)
            document.Add(BlockKind.Paragraph, string.Concat(Enumerable.Repeat($"Paragraph {i} says this. ", 40)));
        var chunks = Chunker.Split(document.Build(), TokenBudget.Estimated);
        Assert.True(chunks.Count > 500);
        Assert.InRange(chunks.Max(c => c.HeadingPath.Length), 1, 2_000);
        Assert.StartsWith("A very long heading.", chunks[^1].HeadingPath, StringComparison.Ordinal);
    }
}
