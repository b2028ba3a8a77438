namespace Lectern.Web.Texts;

/// <summary>The beginning of a text, cut between characters and never within a surrogate pair.</summary>
internal static class TextStart
{
    /// <param name="longest">UTF-16 units of the text, at most.</param>
    /// <param name="ending">Said behind it where something was left out.</param>
    public static string Of(string text, int longest, string ending = "")
    {
        if (text.Length <= longest)
            return text;
        var isWithinPair = longest > 0 && char.IsSurrogatePair(text, longest - 1);
        return text[..(isWithinPair ? longest - 1 : longest)] + ending;
    }
}
