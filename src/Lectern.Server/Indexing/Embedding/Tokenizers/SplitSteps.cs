using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lectern.Server.Indexing.Embedding.Tokenizers;

/// <summary>How a <c>tokenizer.json</c> splits a text before its model cuts the parts: its <c>pre_tokenizer</c>.</summary>
internal sealed partial class SplitSteps
{
    /// <summary>GPT-2's, which ByteLevel splits by unless it is told not to.</summary>
    private const string Gpt2 = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    /// <summary>Whether the parts are cut as bytes.</summary>
    public bool IsByteLevel { get; private set; }

    /// <summary>What the parts match, one pattern after the other; only of a byte-level tokenizer.</summary>
    public List<string> Patterns { get; } = [];

    /// <summary>Whether a space is set before the text.</summary>
    public bool AddsPrefix { get; private set; }

    public bool SplitsAtSpaces { get; private set; }

    /// <summary>Whether spaces become SentencePiece's sign.</summary>
    public bool MarksSpaces { get; private set; }

    /// <summary>The first step that cannot be read; null where all can.</summary>
    public string? Other { get; private set; }

    public static SplitSteps Read(JsonElement preTokenizer)
    {
        var read = new SplitSteps();
        read.Add(preTokenizer);
        return read;
    }

    public static string WithPlainSpaces(string text) => Spaces().Replace(text, " ").Trim();

    private void Add(JsonElement step)
    {
        if (step.ValueKind != JsonValueKind.Object)
            return;
        var type = step.GetProperty("type").GetString();
        switch (type)
        {
            case "Sequence":
                foreach (var one in step.GetProperty("pretokenizers").EnumerateArray())
                    Add(one);
                break;
            case "ByteLevel":
                IsByteLevel = true;
                AddsPrefix |= TokenizerJson.Part(step, "add_prefix_space").ValueKind == JsonValueKind.True;
                if (TokenizerJson.Part(step, "use_regex").ValueKind != JsonValueKind.False)
                    Patterns.Add(Gpt2);
                break;
            case "WhitespaceSplit":
                SplitsAtSpaces = true;
                break;
            case "Metaspace" when TokenizerJson.Part(step, "replacement") is not { ValueKind: JsonValueKind.String } sign
                || sign.GetString() == TextSteps.Space:
                MarksSpaces = true;
                var scheme = TokenizerJson.Part(step, "prepend_scheme");
                AddsPrefix |= scheme.ValueKind == JsonValueKind.String ? scheme.GetString() != "never"
                    : TokenizerJson.Part(step, "add_prefix_space").ValueKind != JsonValueKind.False;
                break;
            case "Split" when TokenizerJson.Part(step.GetProperty("pattern"), "String") is
            { ValueKind: JsonValueKind.String } text && text.GetString() is " " or TextSteps.Space:
                // SentencePiece never joins over its sign for a space.
                break;
            case "Split" when TokenizerJson.Part(step.GetProperty("pattern"), "Regex") is
            { ValueKind: JsonValueKind.String } regex && IsOfMatches(step):
                Patterns.Add(regex.GetString()!);
                break;
            default:
                Other ??= type;
                break;
        }
    }

    /// <summary>Whether matches and what is between them are the parts.</summary>
    private static bool IsOfMatches(JsonElement split) => TokenizerJson.Part(split, "behavior").GetString() switch
    {
        "Isolated" => true,
        "Removed" => TokenizerJson.Part(split, "invert").ValueKind == JsonValueKind.True,
        _ => false,
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
