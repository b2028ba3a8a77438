namespace Lectern.Server.Indexing.Embedding.Tokenizers;

/// <summary>How a model cuts a text into tokens. Thread-safe.</summary>
internal abstract class ModelTokens(TokenMarks marks)
{
    /// <summary>What the model sets around a text.</summary>
    public TokenMarks Marks => marks;

    /// <summary>How many tokens a text has, without the marks around it.</summary>
    public abstract int Count(string text);

    /// <summary>
    /// How many letters a piece of a text has (<see cref="ModelReading"/>); its beginning speaks for a long one.
    /// </summary>
    public double? LettersAPiece(string text) => ModelReading.LettersAPiece(Pieces(text));

    /// <summary>A text's token numbers between the model's marks, at most <paramref name="max"/> with them.</summary>
    public IReadOnlyList<int> Encode(string text, int max) =>
        [.. marks.Before, .. Plain(text, Math.Max(1, max - marks.Before.Count - marks.After.Count)), .. marks.After];

    /// <summary>
    /// Two texts as one input, as <c>[CLS] first [SEP] second [SEP]</c>; the second is cut where the model ends.
    /// </summary>
    /// <returns>Token numbers, and for each which of the model's segments it is of.</returns>
    public (IReadOnlyList<int> Ids, IReadOnlyList<int> Segments) EncodePair(string query, string passage, int max)
    {
        var asked = Plain(query, max / 2);
        var around = marks.Before.Count + marks.Between.Count + marks.After.Count;
        var answer = Plain(passage, Math.Max(1, max - around - asked.Count));
        List<int> ids = [.. marks.Before, .. asked, .. marks.Between];
        var first = ids.Count;
        ids.AddRange([.. answer, .. marks.After]);
        return (ids, [.. ids.Select((_, i) => i < first ? 0 : marks.SecondSegment)]);
    }

    /// <summary>
    /// The tokens of a text's beginning as text; null for one that the model does not know, or part of a letter.
    /// </summary>
    protected abstract IEnumerable<string?> Pieces(string text);

    /// <summary>A text's token numbers without marks, at most <paramref name="max"/>.</summary>
    protected abstract IReadOnlyList<int> Plain(string text, int max);
}
