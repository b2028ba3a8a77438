using System.Text.Json;
using Lectern.Server.Text;

namespace Lectern.Server.Indexing.Embedding.Tokenizers;

/// <summary>Finds and reads the tokenizer of a model's folder.</summary>
internal static class TokenizerFile
{
    /// <summary>The largest known, of 262,144 tokens with their merges, has 33 MB.</summary>
    private const long MaxBytes = 128 << 20;

    private static readonly string[] SentencePieceFiles =
        [SentencePieceFile.OfXlmR, "spiece.model", "spm.model", "tokenizer.model"];

    /// <summary>The file that <see cref="Read"/> reads; null when there is none.</summary>
    public static string? PathIn(string folder) => ((string[])["tokenizer.json", "vocab.txt", .. SentencePieceFiles])
        .Select(f => Path.Combine(folder, f)).FirstOrDefault(File.Exists);

    /// <param name="setting">A setting of the folder's <c>tokenizer_config.json</c>.</param>
    /// <exception cref="EmbeddingException">There is none that can be read.</exception>
    public static ModelTokens Read(string folder, Func<string, JsonElement?> setting)
    {
        if (Content(folder, "tokenizer.json") is { } json)
            return TokenizerJson.Read(json);
        if (Content(folder, "vocab.txt") is { } words)
            return WordPieceTokens.Create(words, setting("do_lower_case") is not { ValueKind: JsonValueKind.False });
        if (SentencePieceFiles.FirstOrDefault(f => File.Exists(Path.Combine(folder, f))) is not { } name)
            throw new EmbeddingException(
                $"{folder} has no tokenizer.json, vocab.txt or {string.Join(" or ", SentencePieceFiles)}.");
        return SentencePieceFile.Read(
            Content(folder, name), name == SentencePieceFile.OfXlmR, Flag(setting("add_bos_token")),
            Flag(setting("add_eos_token")));
    }

    private static bool? Flag(JsonElement? setting) => setting?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static byte[]? Content(string folder, string name) =>
        ModelFile.Read(folder, name, MaxBytes, "it is no tokenizer's file");
}
