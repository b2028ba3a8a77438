using System.Text.Json;
using Lectern.Server.Indexing.Embedding.Onnx;

namespace Lectern.Tests.Fakes;

/// <summary>Tokenizers of a few pieces as their makers write them.</summary>
internal static class TinyTokenizers
{
    /// <summary>Pieces of XLM-R's kind by their numbers, each with its score.</summary>
    public static readonly (string Piece, double Score)[] Unigram =
    [
        ("<s>", 0), ("<pad>", 0), ("</s>", 0), ("<unk>", 0), ("▁good", -2), ("▁bad", -2), ("▁boat", -2), ("▁bread", -2),
        ("▁", -3), ("b", -5), ("o", -5), ("a", -5), ("t", -5), ("s", -5), ("oat", -4), ("<mask>", 0),
    ];

    private static readonly string[] Marks = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"];

    /// <summary>As Transformers saves XLM-R's, E5's, BGE-M3's.</summary>
    public static byte[] XlmR(object? normalizer = null, object? preTokenizer = null) => Json(new
    {
        added_tokens = Marks.Select(m => new { id = Array.FindIndex(Unigram, p => p.Piece == m), content = m, special = true }),
        normalizer = normalizer ?? new { type = "Precompiled", precompiled_charsmap = Convert.ToBase64String(SmallLetterMap()) },
        pre_tokenizer = preTokenizer ?? new
        {
            type = "Sequence",
            pretokenizers = new object[]
            {
                new { type = "WhitespaceSplit" }, new { type = "Metaspace", replacement = "▁", add_prefix_space = true },
            },
        },
        post_processor = new
        {
            type = "TemplateProcessing",
            single = new[] { Mark("<s>"), Text("A"), Mark("</s>") },
            pair = new[] { Mark("<s>"), Text("A"), Mark("</s>"), Mark("</s>"), Text("B"), Mark("</s>") },
            special_tokens = new Dictionary<string, object>
            {
                ["<s>"] = new { id = "<s>", ids = (int[])[0] },
                ["</s>"] = new { id = "</s>", ids = (int[])[2] },
            },
        },
        model = new { type = "Unigram", unk_id = 3, vocab = Unigram.Select(p => new object[] { p.Piece, p.Score }) },
    });

    /// <summary>The same as SentencePiece itself writes it, numbered otherwise.</summary>
    public static byte[] XlmRFile()
    {
        var file = new ProtoWriter();
        foreach (var (name, type) in ((string, int)[])[("<unk>", 2), ("<s>", 3), ("</s>", 3)])
            file.Message(1, new ProtoWriter().Text(1, name).Float(2, 0).Number(3, type));
        foreach (var (piece, score) in Unigram.Skip(4).SkipLast(1))
            file.Message(1, new ProtoWriter().Text(1, piece).Float(2, (float)score));
        return file.Message(2, new ProtoWriter().Number(3, 1))
            .Message(3, new ProtoWriter().Text(1, "nmt_nfkc").Bytes(2, SmallLetterMap())).Written.ToArray();
    }

    /// <summary>As Transformers saves Gemma's: SentencePiece's BPE, with bytes for what has no piece.</summary>
    public static byte[] Gemma(bool pairs = false)
    {
        string[] plain = ["▁", "b", "o", "a", "t", "s", "oa", "oat", "boat", "▁boat", "ts"];
        string[] merges = ["o a", "oa t", "b oat", "▁ boat", "t s"];
        var pieces = ((string[])["<pad>", "<eos>", "<bos>", "<unk>"]).Concat(Enumerable.Range(0, 256).Select(b => $"<0x{b:X2}>"))
            .Concat(plain).ToList();
        return Json(new
        {
            added_tokens = pieces.Take(4).Select((p, i) => new { id = i, content = p, special = true }),
            normalizer = new { type = "Replace", pattern = new { String = " " }, content = "▁" },
            pre_tokenizer = new { type = "Split", pattern = new { String = " " }, behavior = "MergedWithPrevious" },
            post_processor = new
            {
                type = "TemplateProcessing",
                single = new[] { Mark("<bos>"), Text("A"), Mark("<eos>") },
                special_tokens = new Dictionary<string, object>
                {
                    ["<bos>"] = new { ids = (int[])[2] },
                    ["<eos>"] = new { ids = (int[])[1] },
                },
            },
            model = new
            {
                type = "BPE",
                byte_fallback = true,
                unk_token = "<unk>",
                vocab = pieces.Select((p, i) => (p, i)).ToDictionary(p => p.p, p => p.i),
                merges = pairs ? merges.Select(m => m.Split(' ')).ToArray() : (object)merges,
            },
        });
    }

    /// <summary>As Transformers saves ModernBERT's: bytes as letters (Ġ is a space), joined by merges.</summary>
    public static byte[] ByteLevel(string? pattern = null)
    {
        string[] pieces =
            ["[CLS]", "[SEP]", "b", "o", "a", "t", "Ġ", "oa", "oat", "boat", "Ġboat", "Ð", "´", "Ð´", "!", "s", "ts"];
        return Json(new
        {
            added_tokens = new[]
            {
                new { id = 0, content = "[CLS]", special = true }, new { id = 1, content = "[SEP]", special = true },
                new { id = 90, content = "   ", special = false },
            },
            normalizer = new { type = "NFC" },
            pre_tokenizer = pattern is null ? new { type = "ByteLevel", add_prefix_space = false, use_regex = true } : (object)new
            {
                type = "Sequence",
                pretokenizers = new object[]
                {
                    new { type = "Split", pattern = new { Regex = pattern }, behavior = "Isolated", invert = false },
                    new { type = "ByteLevel", add_prefix_space = false, use_regex = false },
                },
            },
            post_processor = new
            {
                type = "RobertaProcessing",
                cls = new object[] { "[CLS]", 0 },
                sep = new object[] { "[SEP]", 1 },
            },
            model = new
            {
                type = "BPE",
                vocab = pieces.Select((p, i) => (p, i)).ToDictionary(p => p.p, p => p.i),
                merges = (string[])["o a", "oa t", "b oat", "Ġ boat", "Ð ´", "t s"],
            },
        });
    }

    public static byte[] Json(object tokenizer) => JsonSerializer.SerializeToUtf8Bytes(tokenizer);

    private static object Mark(string name) => new { SpecialToken = new { id = name, type_id = 0 } };

    private static object Text(string name) => new { Sequence = new { id = name, type_id = 0 } };

    /// <summary>
    /// SentencePiece's compiled map with one rule, B to b: the length of a double-array trie (darts-clone), the trie, the texts.
    /// </summary>
    private static byte[] SmallLetterMap()
    {
        const int first = 0x100, node = first ^ 'B', leaf = node ^ 1;
        var trie = new uint[0x200];
        trie[0] = first << 10;
        trie[node] = 'B' | (1 << 8) | (1 << 10);
        trie[leaf] = 0x8000_0000;
        return [.. BitConverter.GetBytes(trie.Length * 4), .. trie.SelectMany(BitConverter.GetBytes), .. "b\0"u8];
    }
}
