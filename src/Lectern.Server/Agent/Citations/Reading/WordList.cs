namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>Takes apart lists of words that are written as text. Thread-safe.</summary>
internal static class WordList
{
    public static string[] Of(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    public static HashSet<string> Set(string text) => new(Of(text), StringComparer.Ordinal);

    /// <summary>Groups of words, divided by bars.</summary>
    public static IEnumerable<string[]> Groups(string text) => text.Split('|').Select(Of);

    /// <summary>The first word of the group that each word stands in.</summary>
    public static Dictionary<string, string> First(string groups)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in Groups(groups))
        {
            foreach (var word in group)
                map.TryAdd(word, group[0]);
        }

        return map;
    }

    /// <summary>What each word of some lists stands for; the first list that has a word counts.</summary>
    public static Dictionary<string, T> Map<T>(params ReadOnlySpan<(T Value, string Words)> lists)
    {
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (value, words) in lists)
        {
            foreach (var word in Of(words))
                map.TryAdd(word, value);
        }

        return map;
    }
}
