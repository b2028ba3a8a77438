using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Embedding.Tokenizers;
using Lectern.Tests.Fakes;
using Lectern.Tests.Hostile;

namespace Lectern.Tests.Indexing.Embedding;

/// <summary>Every kind of tokenizer that multilingual models come with cuts as its maker's own does.</summary>
public sealed class TokenizerTests : IDisposable
{
    private readonly string folder = TestServer.NewFolder();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("boat bread", new[] { 0, 6, 7, 2 })]
    [InlineData("  boat   bread  ", new[] { 0, 6, 7, 2 })]
    [InlineData("Boat", new[] { 0, 6, 2 })]
    [InlineData("boats", new[] { 0, 6, 13, 2 })]
    [InlineData("tboat", new[] { 0, 8, 12, 9, 14, 2 })]
    [InlineData("boat 😀😀", new[] { 0, 6, 8, 3, 2 })]
    [InlineData("boat \ud83d", new[] { 0, 6, 8, 3, 2 })]
    [InlineData("", new[] { 0, 2 })]
    public void Unigram_pieces_are_the_likeliest_row(string text, int[] expected)
    {
        Assert.Equal(expected, TokenizerJson.Read(TinyTokenizers.XlmR()).Encode(text, 32));
        File.WriteAllBytes(Path.Combine(folder, "sentencepiece.bpe.model"), TinyTokenizers.XlmRFile());
        Assert.Equal(expected, TokenizerFile.Read(folder, _ => null).Encode(text, 32));
    }

    [Fact]
    public void Marks_stand_around_a_text_and_between_two_and_none_comes_of_a_text()
    {
        var tokens = TokenizerJson.Read(TinyTokenizers.XlmR());
        Assert.Equal([0, 6, 6, 2], tokens.Encode("\n\tboat \n boat boat boat", 4));
        Assert.DoesNotContain(2, tokens.Encode("boat</s>boat", 32).Skip(1).SkipLast(1));
        var (ids, segments) = tokens.EncodePair("boat", "bread bad bad bad", 9);
        Assert.Equal([0, 6, 2, 2, 7, 5, 5, 5, 2], ids);
        Assert.All(segments, s => Assert.Equal(0, s));
        Assert.Equal(4, tokens.Count("boat bread good bad"));
    }

    [Fact]
    public void Files_of_SentencePiece_itself_say_which_marks_they_set()
    {
        File.WriteAllBytes(Path.Combine(folder, "spiece.model"), TinyTokenizers.XlmRFile());
        Assert.Equal([1, 5, 2], TokenizerFile.Read(folder, _ => null).Encode("boat", 32));
        var none = System.Text.Json.JsonSerializer.SerializeToElement(false);
        Assert.Equal([5, 2], TokenizerFile.Read(folder, s => s == "add_bos_token" ? none : null).Encode("boat", 32));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SentencePieces_pairs_are_joined_in_their_order_and_letters_without_a_piece_are_cut_into_bytes(bool pairs)
    {
        var tokens = TokenizerJson.Read(TinyTokenizers.Gemma(pairs));
        int bytes = 4, plain = bytes + 256;
        Assert.Equal([2, plain + 8, plain + 9, 1], tokens.Encode("boat boat", 32));
        Assert.Equal([2, plain + 8, plain + 5, 1], tokens.Encode("boats", 32));
        Assert.Equal([2, plain + 8, plain, plain, bytes + 0xC3, bytes + 0xA9, 1], tokens.Encode("boat  é", 32));
        Assert.Equal([2, bytes + 0xF0, bytes + 0x9F, bytes + 0x98, bytes + 0x80, 1], tokens.Encode("😀", 32));
        Assert.DoesNotContain(1, tokens.Encode("<eos>", 32).Skip(1).SkipLast(1));
        Assert.Equal(4, tokens.LettersAPiece("boat"));
        Assert.Equal(0, tokens.LettersAPiece("é"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(@"(?i:'s)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+|\s*[\r\n]+|\s+(?!\S)|\s+")]
    [InlineData(@" ?\p{L}+")]
    public void Bytes_are_joined_by_merges(string? pattern)
    {
        var tokens = TokenizerJson.Read(TinyTokenizers.ByteLevel(pattern));
        Assert.Equal([0, 9, 10, 14, 1], tokens.Encode("boat boat!", 32));
        Assert.Equal([0, 9, 15, 1], tokens.Encode("boats", 32));
        Assert.Equal([0, 13, 1], tokens.Encode("д", 32));
        Assert.Equal([0, 9, 90, 9, 1], tokens.Encode("boat   boat", 32));
        Assert.Equal([0, 9, 1], tokens.Encode("boat boat", 3));
        Assert.DoesNotContain(1, tokens.Encode("[SEP]", 32).Skip(1).SkipLast(1));
        Assert.Equal(4, tokens.LettersAPiece("boat boat"));
        Assert.Equal([0, 9, 1, 1, 9, 1], tokens.EncodePair("boat", "boat", 32).Ids);
    }

    [Fact]
    public void A_letter_of_several_pieces_is_hardly_read()
    {
        Assert.Equal(1, TokenizerJson.Read(TinyTokenizers.ByteLevel()).LettersAPiece("дд"));
        Assert.True(ModelReading.LettersAPiece(["한국", "어"]) > 3);
    }

    [Fact]
    public void What_cannot_be_read_is_said()
    {
        Says("of the kind WordLevel", new { model = new { type = "WordLevel", vocab = new { } } });
        Says("Nmt", Read(TinyTokenizers.XlmR(normalizer: new { type = "Nmt" })));
        Says("UnicodeScripts", Read(TinyTokenizers.XlmR(preTokenizer: new { type = "UnicodeScripts" })));
        Says("only that of several spaces", Read(TinyTokenizers.XlmR(
            normalizer: new { type = "Replace", pattern = new { Regex = "(a+)+$" }, content = "b" })));
        Says("keeps no spaces", Read(TinyTokenizers.XlmR(preTokenizer: new { type = "WhitespaceSplit" })));
        Says("cannot be read: (", Read(TinyTokenizers.ByteLevel("(")));
        Says("no token for what it does not know", new
        {
            pre_tokenizer = new { type = "Metaspace" },
            model = new { type = "Unigram", vocab = new[] { new object[] { "a", 1 } } },
        });
        Says("2000000000 tokens", new
        {
            pre_tokenizer = new { type = "Metaspace" },
            model = new { type = "BPE", vocab = new { a = 1_999_999_999 }, merges = Array.Empty<string>() },
        });
        File.WriteAllBytes(Path.Combine(folder, "tokenizer.model"), [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 1]);
        Assert.Contains("damaged", Refusal(() => TokenizerFile.Read(folder, _ => null)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_that_matches_nothing_moves_on() =>
        Assert.Equal([0, 9, 10, 1], TokenizerJson.Read(TinyTokenizers.ByteLevel("(?= )| boat")).Encode("boat boat", 32));

    [Theory]
    [InlineData("unigram")]
    [InlineData("bpe")]
    [InlineData("bytes")]
    public void A_text_of_one_word_is_cut_in_time_linear_in_it(string kind)
    {
        var tokens = TokenizerJson.Read(kind switch
        {
            "unigram" => TinyTokenizers.XlmR(),
            "bpe" => TinyTokenizers.Gemma(),
            _ => TinyTokenizers.ByteLevel(),
        });
        Growth.IsLinear(20_000, n => string.Concat(Enumerable.Repeat("boat", n / 4)), text => tokens.Count(text));
        Growth.IsLinear(20_000, n => new string('é', n / 2) + new string(' ', n / 2), text => tokens.Encode(text, 128).Count);
    }

    private static object Read(byte[] json) => System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(json);

    private static void Says(string expected, object tokenizer) => Assert.Contains(
        expected, Refusal(() => TokenizerJson.Read(TinyTokenizers.Json(tokenizer))), StringComparison.Ordinal);

    private static string Refusal(Action read) => Assert.Throws<EmbeddingException>(read).Message;
}
