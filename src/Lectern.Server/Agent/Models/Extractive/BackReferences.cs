using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>
/// Whether a sentence begins with a word that means what the sentence before it names, in other languages than English.
/// Thread-safe.
/// </summary>
internal static class BackReferences
{
    private static readonly FrozenDictionary<string, HashSet<string>> Words = new Dictionary<string, string>
    {
        ["de"] = "er sie dies diese dieser dieses diesem diesen ihr ihre ihrer ihren sein seine seiner seinen deren dessen "
            + "dabei dadurch danach daher deshalb daraufhin damit dort solche beide",
        ["fr"] = "il elle ils elles ce cet cette ces cela ceci son sa ses leur leurs celui celle",
        ["es"] = "él ella ellos ellas esto esta este estos estas ésta éste ese esa esos esas eso su sus "
            + "dicho dicha dichos dichas",
        ["it"] = "lui lei loro esso essa essi esse questo questa questi queste ciò suo sua suoi sue",
        ["pt"] = "ele ela eles elas este esta isto esse essa isso esses essas seu sua seus suas",
        ["nl"] = "hij zij ze dit deze haar hun",
        ["sv"] = "han hon det detta denna dessa hans hennes deras",
        ["da"] = "han hun det dette denne disse hans hendes deres",
        ["no"] = "han hun det dette denne disse hans hennes deres",
        ["fi"] = "hän he se tämä nämä hänen heidän niiden",
        ["hu"] = "ez ezek ő ők azok ennek",
        ["ro"] = "el ea ei ele acest aceasta această acesta aceste acești aceștia",
        ["tr"] = "bu bunlar o onlar bunun onun",
        ["ca"] = "ell ella ells elles això aquest aquesta aquests aquestes",
        ["cs"] = "on ona ono oni to tento tato toto tyto jeho její jejich",
        ["ru"] = "он она оно они это этот эта эти этого этом его её ее их там такой такая такие",
        ["bg"] = "той тя то те това тези този тази",
        ["el"] = "αυτός αυτή αυτό αυτοί αυτές αυτά",
        ["hi"] = "यह ये वह वे इस इन इसके इसका इसकी उसके उसका उसकी उनके उनका उनकी उन्होंने इसने उसने",
        ["ar"] = "هو هي هم هذا هذه ذلك تلك هؤلاء وهو وهي وهم وهذا وهذه وذلك كما",
        ["he"] = "זה זו הוא היא הם הן אלה",
    }.ToFrozenDictionary(w => w.Key, w => WordList.Set(w.Value), StringComparer.Ordinal);

    private static readonly string[] Unspaced = WordList.Of("""
        他 她 它 这 這 该 該 此 其 彼 これ この それ その เขา มัน พวกเขา สิ่งนี้ นอกจากนี้
        """);

    private static readonly SearchValues<char> Opening = SearchValues.Create(" \"'«„“‘(");

    /// <param name="language">ISO 639-1; null for one that its script tells and that has no blanks.</param>
    public static bool Begin(string sentence, string? language)
    {
        var start = sentence.AsSpan().IndexOfAnyExcept(Opening);
        if (start < 0)
            return false;
        if (language is null)
            return Unspaced.Any(w => string.CompareOrdinal(sentence, start, w, 0, w.Length) == 0);
        var end = start;
        while (end < sentence.Length && (char.IsLetter(sentence[end]) || char.GetUnicodeCategory(sentence[end])
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark))
            end++;
        return Words.TryGetValue(language, out var words) && words.Contains(sentence[start..end].ToLowerInvariant());
    }
}
