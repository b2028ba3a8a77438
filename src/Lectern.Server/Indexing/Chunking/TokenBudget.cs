using System.Text;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Embedding.Tokenizers;

namespace Lectern.Server.Indexing.Chunking;

/// <summary>How long a passage may be, in tokens. Thread-safe.</summary>
/// <param name="count">How the embedding model counts a text's tokens.</param>
internal sealed class TokenBudget(Func<string, int> count)
{
    /// <summary>Long enough to answer, short enough to be about one thing.</summary>
    public const int Target = 200;

    /// <summary>
    /// A block that ends here is kept whole; a longer one is cut. The local model reads 256, with the headings above.
    /// </summary>
    public const int Max = 240;

    /// <summary>A token is never taken as longer than this: a model may see one token in any run of letters.</summary>
    private const int MaxCharactersPerToken = 7;

    /// <summary>Where only the model's server can count.</summary>
    public static TokenBudget Estimated { get; } = new(TokenEstimate.Count);

    /// <summary>
    /// As the model counts. But a text that it does not read comes in single letters, and would be cut into passages of a
    /// sentence for the sake of vectors that have no vote: it is counted as if it were read, and so it is without a model.
    /// </summary>
    public static TokenBudget Of(ModelTokens? tokens) => new(text =>
    {
        var count = tokens?.Count(text) ?? TokenEstimate.Count(text);
        return Ascii.IsValid(text) || (tokens is not null && ModelReading.Reads(text, count)) ? count
            : Math.Min(count, ModelReading.TokensIfRead(text));
    });

    /// <summary>The tokens of a part of a text; of one that is too long in any case, the least it can have.</summary>
    public int Count(string text, int start, int length)
    {
        var least = (length + MaxCharactersPerToken - 1) / MaxCharactersPerToken;
        return least > Max ? least : Math.Max(count(text.Substring(start, length)), least);
    }
}
