using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lectern.Server.Text;

namespace Lectern.Server.Indexing.Embedding.Tokenizers;

/// <summary>
/// What a <c>tokenizer.json</c> does with a text before it is cut: its <c>normalizer</c>. SentencePiece's own steps (its map of
/// characters, its signs for spaces) are told apart, for its library does them.
/// </summary>
internal sealed partial class TextSteps
{
    /// <summary>SentencePiece's sign for a space.</summary>
    public const string Space = "▁";

    private readonly List<Func<string, string>> steps = [];

    /// <summary>SentencePiece's compiled map of characters; empty where there is none.</summary>
    public byte[] CharacterMap { get; private set; } = [];

    /// <summary>Whether a space is set before the text.</summary>
    public bool AddsPrefix { get; private set; }

    /// <summary>Whether spaces become SentencePiece's sign.</summary>
    public bool MarksSpaces { get; private set; }

    /// <summary>Whether several spaces become one, and those around the text none.</summary>
    public bool JoinsSpaces { get; private set; }

    /// <exception cref="EmbeddingException">It has a step that cannot be read.</exception>
    public static TextSteps Read(JsonElement normalizer)
    {
        var read = new TextSteps();
        read.Add(normalizer);
        return read;
    }

    /// <summary>Half signs, which no model has a token for, are replaced in any case.</summary>
    public string Apply(string text) => steps.Aggregate(UnicodeForm.WellFormed(text), (t, step) => step(t));

    private void Add(JsonElement step)
    {
        if (step.ValueKind != JsonValueKind.Object)
            return;
        switch (step.GetProperty("type").GetString())
        {
            case "Sequence":
                foreach (var one in step.GetProperty("normalizers").EnumerateArray())
                    Add(one);
                break;
            case "Precompiled" when CharacterMap.Length == 0:
                CharacterMap = step.GetProperty("precompiled_charsmap").ValueKind == JsonValueKind.String
                    ? step.GetProperty("precompiled_charsmap").GetBytesFromBase64() : [];
                break;
            case "Prepend" when step.GetProperty("prepend").GetString() == Space:
                AddsPrefix = true;
                break;
            case "Strip":
                steps.Add(t => t.Trim());
                break;
            case "Lowercase":
                steps.Add(t => t.ToLowerInvariant());
                break;
            case "NFC":
                steps.Add(t => UnicodeForm.Of(t, NormalizationForm.FormC));
                break;
            case "NFD":
                steps.Add(t => UnicodeForm.Of(t, NormalizationForm.FormD));
                break;
            case "NFKC":
                steps.Add(t => UnicodeForm.Of(t, NormalizationForm.FormKC));
                break;
            case "NFKD":
                steps.Add(t => UnicodeForm.Of(t, NormalizationForm.FormKD));
                break;
            case "Replace":
                Replace(step.GetProperty("pattern"), step.GetProperty("content").GetString()!);
                break;
            case var other:
                throw new EmbeddingException(
                    $"The model's tokenizer prepares a text by {other}, which cannot be read; Precompiled, NFC, NFD, NFKC, NFKD, "
                    + "Lowercase, Strip, Prepend of ▁, and Replace of a string or of several spaces can.");
        }
    }

    private void Replace(JsonElement pattern, string content)
    {
        if (pattern.TryGetProperty("Regex", out var regex))
        {
            if (!SeveralSpaces().IsMatch(regex.GetString()!) || content is not (" " or Space))
                throw new EmbeddingException(
                    $"The model's tokenizer replaces by the pattern {regex.GetString()}; only that of several spaces can be "
                    + "read.");
            JoinsSpaces = true;
        }
        else if (pattern.GetProperty("String").GetString() is " " && content == Space)
        {
            MarksSpaces = true;
        }
        else if (pattern.GetProperty("String").GetString() is { Length: > 0 } old)
        {
            steps.Add(t => t.Replace(old, content, StringComparison.Ordinal));
        }
    }

    /// <summary>As in <c>" {2,}"</c> or <c>"\\s+"</c>.</summary>
    [GeneratedRegex("""^(?: |\\s|\[ ▁\]|▁)(?:\{2,\}|\+)$""")]
    private static partial Regex SeveralSpaces();
}
