using Lectern.Server.Agent.Citations.Reading;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations;

/// <summary>The words of a claim or a sentence as they are compared. Thread-safe.</summary>
internal static class ClaimWords
{
    /// <summary>As few letters in common make two forms of one word: <c>German</c> and <c>Germany</c>.</summary>
    public const int MinPrefix = 5;

    private const int MaxSuffix = 3;

    /// <summary>Words that say nothing of a claim's subject, besides those of questions.</summary>
    private static readonly HashSet<string> Empty = WordList.Set("""
        takes take took taken gets get got amounts amounted comes came stands stood lies reaches reached equals um itself
        himself herself themselves also according document documents file passage page text says say said states stated states
        mentions mentioned notes explains describes more most other others very just only both each per about over under after
        before between during through because however therefore thus since while not no never without nor only still yet may
        might must can der die das den dem des ein eine einer eines einem einen und oder ist sind war waren wird werden hat
        haben mit für von zu zum zur im in am an auf aus bei nach nicht kein keine ohne sich es er sie als wie dass le la les
        un une des et ou est sont dans pour par sur avec du de que qui
        """);

    /// <summary>Whether a word says something of a text's subject.</summary>
    /// <param name="word">Lower case, not stemmed.</param>
    public static bool IsContent(string word) =>
        word.Length > 1 && !StopWords.Contains(word) && !Empty.Contains(word) && !Denials.IsDenial(word);

    public static bool AreForms(string one, string other)
    {
        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        return shorter.Length >= MinPrefix && longer.Length - shorter.Length <= MaxSuffix
            && longer.StartsWith(shorter, StringComparison.Ordinal);
    }
}
