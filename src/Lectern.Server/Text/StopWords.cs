using System.Collections.Frozen;

namespace Lectern.Server.Text;

/// <summary>English words that a question is made of and that say nothing about its subject. Removed from queries only.</summary>
internal static class StopWords
{
    private static readonly FrozenSet<string> All = (
        "a an and any are as at be been being but by can could did do does for from had has have he "
        + "her his how i if in into is it its me my of on or our she should so some such than that the "
        + "their them then there these they this those to was we were what when where which while who "
        + "whom whose why will with would you your about tell please show find give s t").Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    /// <param name="word">Lower case, not stemmed.</param>
    public static bool Contains(string word) => All.Contains(word);
}
