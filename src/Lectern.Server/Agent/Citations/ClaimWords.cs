using System.Collections.Frozen;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations;

/// <summary>The words of a claim or a sentence as they are compared. Thread-safe.</summary>
internal static class ClaimWords
{
    /// <summary>As few letters in common make two forms of one word: <c>German</c> and <c>Germany</c>.</summary>
    private const int MinPrefix = 5;

    private const int MaxSuffix = 3;

    /// <summary>Words that say nothing of a claim's subject, besides those of questions.</summary>
    private static readonly FrozenSet<string> Empty = (
        "also according document documents file passage page text says say said states stated states mentions mentioned notes explains "
        + "describes more most other others very just only both each per about over under after before between during through because "
        + "however therefore thus since while not no never without nor only still yet may might must can der die das den dem des ein eine "
        + "einer eines einem einen und oder ist sind war waren wird werden hat haben mit für von zu zum zur im in am an auf aus bei nach "
        + "nicht kein keine ohne sich es er sie als wie dass le la les un une des et ou est sont dans pour par sur avec du de que qui").Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Negations = (
        "not no never none neither nor cannot nobody nothing nicht kein keine keinen keiner nie niemals pas jamais "
        + "isn doesn don didn wasn weren aren won wouldn shouldn couldn hasn haven hadn unable").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static IReadOnlySet<string> Stems(string text) =>
        Terms.Words(text).Select(Terms.Term).ToHashSet(StringComparer.Ordinal);

    /// <summary>The stems that carry a claim's content, without its figures.</summary>
    public static IReadOnlyList<string> Content(string claim) =>
        [.. Terms.Words(claim).Where(w => w.Length > 1 && !StopWords.Contains(w) && !Empty.Contains(w) && !IsFigure(w)).Select(Terms.Term)
            .Distinct(StringComparer.Ordinal)];

    private static bool IsFigure(string word) =>
        word.All(char.IsDigit) || (NumberWords.Value(word) ?? NumberWords.PlaceValue(word) ?? NumberWords.Scale(word)) is not null
        || NumberWords.Unit(word) is not null;

    public static bool IsNegated(string text) => Terms.Words(text).Any(Negations.Contains);

    /// <summary>Whether a stem, or another form of its word, is among others.</summary>
    public static bool IsAmong(string stem, IReadOnlySet<string> others) => others.Contains(stem) || others.Any(o => AreForms(stem, o));

    /// <summary>Whether a name, or its plural or genitive, is among words. Stems would not do: Kenyatta is not Kenya.</summary>
    public static bool IsNamed(string name, IReadOnlySet<string> words) =>
        words.Contains(name) || words.Contains(name + "s") || (name.Length > 2 && name[^1] == 's' && words.Contains(name[..^1]));

    private static bool AreForms(string one, string other)
    {
        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        return shorter.Length >= MinPrefix && longer.Length - shorter.Length <= MaxSuffix && longer.StartsWith(shorter, StringComparison.Ordinal);
    }
}
