using System.Text;
using Lectern.Server.Indexing.Chunking;
using Lectern.Server.Indexing.Embedding.MiniLm;
using Lectern.Server.Indexing.Embedding.Tokenizers;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;
using Lectern.Server.Text;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Indexing;

public sealed class ChunkerTests
{
    [Fact]
    public void A_heading_starts_a_passage_and_its_path_stands_beside_the_content()
    {
        var document = Parse("# Guide\n\nIntro.\n\n## Install\n\nRun it.\n\n# Other\n\nEnd.", "a.md");
        var chunks = Chunker.Split(document, TokenBudget.Estimated);
        Assert.Equal(
            ["# Guide\n\nIntro.", "## Install\n\nRun it.", "# Other\n\nEnd."],
            chunks.Select(c => document.Text.Substring(c.Start, c.Length)));
        Assert.Equal(["", "Guide", ""], chunks.Select(c => c.HeadingPath));
    }

    [Fact]
    public void A_long_table_is_cut_at_row_ends_only()
    {
        var rows = string.Join('\n', Enumerable.Range(0, 200).Select(i => $"| row {i} | value {i * 7} |"));
        var document = Parse($"| a | b |\n|---|---|\n{rows}\n", "t.md");
        var chunks = Chunker.Split(document, TokenBudget.Estimated);
        Assert.True(chunks.Count > 3);
        Assert.All(chunks, c => Assert.Matches(@"^\|[^$]*\|$", document.Text.Substring(c.Start, c.Length)));
        Assert.Equal(["", .. Enumerable.Repeat("a | b", chunks.Count - 1)], chunks.Select(c => c.HeadingPath));
        AssertCovers(document);
    }

    [Fact]
    public void Paragraphs_and_tables_stay_whole_where_they_fit()
    {
        var table = "| name | price |\n|---|---|\n" + string.Join(
            '\n', Enumerable.Range(0, 20).Select(i => $"| tea {i} | {i} |"));
        var paragraph = string.Join(' ', Enumerable.Repeat("Some words of a paragraph.", 30));
        var document = Parse($"# Prices\n\n{table}\n\n{paragraph}\n\nShort.\n\nShorter.", "a.md");
        var chunks = Chunker.Split(document, TokenBudget.Estimated);
        Assert.Equal(3, chunks.Count);
        Assert.Equal(["", "Prices", "Prices"], chunks.Select(c => c.HeadingPath));
        Assert.Equal(paragraph, document.Text.Substring(chunks[1].Start, chunks[1].Length));
        Assert.Equal("Short.\n\nShorter.", document.Text.Substring(chunks[2].Start, chunks[2].Length));
        Assert.All(chunks, c => Assert.InRange(c.Tokens, 1, TokenBudget.Max));
    }

    [Fact]
    public void Tokens_are_those_of_the_embedding_model()
    {
        using var model = MiniLmModel.Load(TestSearch.NeedLocalModel(), 1, MiniLmModel.PrefersInt8);
        var prose = File.ReadAllText(
            Path.Combine(SharedFiles.Need("documents/good"), "unst__book-war-and-peace-1225p.txt"))[..200_000];
        var document = Parse(prose, "book.txt");
        var chunks = Chunker.Split(document, new TokenBudget(model.Tokens!.Count));
        Assert.All(chunks, c => Assert.InRange(c.Tokens, 1, TokenBudget.Max));
        var exact = chunks.Sum(c => model.Tokens.Count(document.Text.Substring(c.Start, c.Length)));
        Assert.InRange(chunks.Sum(c => c.Tokens), exact * 0.99, exact * 1.01);
        var estimated = chunks.Sum(c => TokenEstimate.Count(document.Text.Substring(c.Start, c.Length)));
        Assert.InRange(estimated, exact * 0.8, exact * 1.2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_character_is_in_exactly_one_passage(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (var i = 0; i < 400; i++)
        {
            text.Append(random.Next(12) switch
            {
                0 => "\n\n",
                1 => "\n## Heading\n",
                2 => ". ",
                3 => "🔭",
                4 => new string('x', random.Next(3000)),
                5 => "\n- item ",
                _ => "word ",
            });
        }

        AssertCovers(Parse(text.ToString(), "r.md"));
        AssertCovers(Parse(text.ToString(), "r.txt"));
    }

    [Fact]
    public void Real_text_and_web_documents_are_covered()
    {
        var files = Directory.GetFiles(
            SharedFiles.Need("documents/good")).Where(f => Path.GetExtension(f) is ".md" or ".txt" or ".html");
        foreach (var file in files)
        {
            var (document, _) = FileFormats.Parse(File.ReadAllBytes(file), file, new ParseLimits(), _ => { });
            AssertCovers(document);
        }
    }

    [Fact]
    public void Code_points_and_UTF16_offsets_convert_both_ways()
    {
        const string text = "a🔭b🌱🌱c";
        var map = new CodePointMap(text);
        Assert.Equal(6, map.Length);
        Assert.Equal([0, 1, 3, 4, 6, 8, 9], Enumerable.Range(0, 7).Select(map.ToUtf16));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], ((int[])[0, 1, 3, 4, 6, 8, 9]).Select(map.ToCodePoint));
        Assert.Equal(3, new CodePointMap("abc").ToUtf16(7));
    }

    [Theory]
    [InlineData("Dr. Smith paid 3.50 dollars. He left!", new[] { "Dr. Smith paid 3.50 dollars.", "He left!" })]
    [InlineData(
        "See fig. 3 of J. Doe et al. for more. Then stop",
        new[] { "See fig. 3 of J. Doe et al. for more.", "Then stop" })]
    [InlineData("One\n\nTwo. Three?\n- item one\n- item two", new[] { "One", "Two.", "Three?", "- item one", "- item two" })]
    [InlineData("\"Why?\" she asked. \"No.\"", new[] { "\"Why?\" she asked.", "\"No.\"" })]
    [InlineData("一文。二文。", new[] { "一文。", "二文。" })]
    [InlineData("「一文。」二文。", new[] { "「一文。」", "二文。" })]
    [InlineData(
        "Der Turm ist aus dem frühen 19. Jahrhundert. Er steht.",
        new[] { "Der Turm ist aus dem frühen 19. Jahrhundert.", "Er steht." })]
    [InlineData("Im 2. Stock liegt Holz. Es ist nass.", new[] { "Im 2. Stock liegt Holz.", "Es ist nass." })]
    [InlineData("He was only 19. John left.", new[] { "He was only 19.", "John left." })]
    [InlineData("Sie hat z. B. Holz, d. h. Bretter. Gut.", new[] { "Sie hat z. B. Holz, d. h. Bretter.", "Gut." })]
    [InlineData(
        "She joined MIT when she was 19. Her thesis won a prize.",
        new[] { "She joined MIT when she was 19.", "Her thesis won a prize." })]
    [InlineData(
        "Otto von Bismarck had staff of 12. Wilhelm dismissed him.",
        new[] { "Otto von Bismarck had staff of 12.", "Wilhelm dismissed him." })]
    [InlineData("The Des Moines plant employs 40. It closed.", new[] { "The Des Moines plant employs 40.", "It closed." })]
    [InlineData(
        "Le nombre des membres est de 12. La commission siège à Paris.",
        new[] { "Le nombre des membres est de 12.", "La commission siège à Paris." })]
    [InlineData("O número das salas é de 12. A escola abriu.", new[] { "O número das salas é de 12.", "A escola abriu." })]
    [InlineData(
        "Before the war Van der Berg had 12. It closed.", new[] { "Before the war Van der Berg had 12.", "It closed." })]
    [InlineData("We chose plan b. Yes. It works.", new[] { "We chose plan b.", "Yes.", "It works." })]
    [InlineData(
        "Im frühen 19. Jahrhundert wurde der Turm gebaut. Er steht.",
        new[] { "Im frühen 19. Jahrhundert wurde der Turm gebaut.", "Er steht." })]
    [InlineData("Er sagte: „Ja.“ Sie ging.", new[] { "Er sagte: „Ja.“", "Sie ging." })]
    [InlineData("Vive en EE. UU. desde mayo. Bien.", new[] { "Vive en EE. UU. desde mayo.", "Bien." })]
    [InlineData("Он, т. е. Пётр, ушёл. Да.", new[] { "Он, т. е. Пётр, ушёл.", "Да." })]
    [InlineData("Option a. The other.", new[] { "Option a.", "The other." })]
    [InlineData("Սա է։ Նա գնաց։", new[] { "Սա է։", "Նա գնաց։" })]
    public void Sentences_are_split(string text, string[] expected) =>
        Assert.Equal(expected, SentenceSplitter.Split(text).Select(s => text.Substring(s.Start, s.Length)));

    private static ParsedDocument Parse(string text, string name) =>
        FileFormats.Parse(Encoding.UTF8.GetBytes(text), name, new ParseLimits(), _ => { }).Document;

    private static void AssertCovers(ParsedDocument document)
    {
        var text = document.Text;
        var end = 0;
        foreach (var chunk in Chunker.Split(document, TokenBudget.Estimated))
        {
            Assert.True(chunk.Start >= end, "passages overlap");
            Assert.True(string.IsNullOrWhiteSpace(text[end..chunk.Start]), $"lost: {text[end..chunk.Start]}");
            Assert.False(char.IsWhiteSpace(text[chunk.Start]) || char.IsWhiteSpace(text[chunk.Start + chunk.Length - 1]));
            Assert.False(char.IsLowSurrogate(text[chunk.Start]), "a character is cut in two");
            Assert.InRange(chunk.Tokens, 1, TokenBudget.Max);
            Assert.True(chunk.Length <= 7 * TokenBudget.Max, $"a passage of {chunk.Length} characters");
            end = chunk.Start + chunk.Length;
        }

        Assert.True(string.IsNullOrWhiteSpace(text[end..]));
    }

    [Fact]
    public void A_text_that_the_model_does_not_read_comes_in_passages_as_long_as_others()
    {
        var letters = "abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюя".SelectMany(c => (string[])[$"{c}", $"##{c}"]);
        string[] vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", ".", .. letters, "the", "##ing"];
        var tokens = WordPieceTokens.Create(Encoding.UTF8.GetBytes(string.Join('\n', vocabulary) + "\n"), lowerCase: true);
        var russian = string.Concat(Enumerable.Repeat("Первая биржа была основана в начале века. ", 20));
        var english = string.Concat(Enumerable.Repeat("The first exchange was opened that year. ", 20));
        Assert.InRange(Chunker.Split(Parsed(russian), TokenBudget.Of(tokens)).Max(c => c.Length), 600, 1200);
        Assert.InRange(Chunker.Split(Parsed(russian), TokenBudget.Of(null)).Max(c => c.Length), 600, 1200);
        Assert.InRange(Chunker.Split(Parsed(english), TokenBudget.Of(tokens)).Max(c => c.Length), 100, 400);

        static ParsedDocument Parsed(string text) => Parse(text, "a.txt");
    }
}
