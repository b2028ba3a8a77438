using System.Globalization;
using Lectern.Server.Agent.Citations;

namespace Lectern.Server.Evaluations.Judging;

/// <summary>
/// Whether a right answer stands in a text: whole words, without case, emphasis and the kind of dashes, quotes and white space.
/// In scripts without spaces it stands where its letters do. Thread-safe.
/// </summary>
internal static class GoldText
{
    /// <summary>The first of the scripts of South-East and East Asia; Arabic and Hebrew, with spaces, lie before it.</summary>
    private const char FirstUnspaced = '\u0E00';

    /// <param name="answers">Any of them.</param>
    public static bool Holds(string text, IReadOnlyList<string> answers)
    {
        var normal = NormalText.Of(text);
        return answers.Any(answer => Stands(normal, NormalText.Words(answer)));
    }

    private static bool Stands(NormalText text, string words) => words.Length > 0
        && (text.Find(words) is not null || (words.Any(IsUnspaced) && text.Text.Contains(words, StringComparison.Ordinal)));

    private static bool IsUnspaced(char c) =>
        c >= FirstUnspaced && char.GetUnicodeCategory(c) == UnicodeCategory.OtherLetter;
}
