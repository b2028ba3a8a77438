namespace Lectern.Server.Platform.Settings;

/// <summary>Finds what a misspelt name was meant to be.</summary>
internal static class NearestName
{
    /// <returns>The known name with the fewest changes of a letter, when they are few for its length; else null.</returns>
    public static string? To(string given, IEnumerable<string> known)
    {
        var letters = Letters(given);
        var best = known.Select(name => (Name: name, Changes: Changes(letters, Letters(name))))
            .MinBy(n => n.Changes);
        return best.Name is not null && best.Changes <= Math.Max(1, letters.Length / 4) ? best.Name : null;
    }

    /// <summary>Letters put in, left out, changed or swapped: the distance of Damerau and Levenshtein.</summary>
    private static int Changes(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                rows[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(
                        Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)),
                };
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }

    private static string Letters(string name)
    {
        var upper = name.ToUpperInvariant();
        return string.Concat((upper.StartsWith("LECTERN_", StringComparison.Ordinal) ? upper["LECTERN_".Length..] : upper)
            .Where(char.IsLetterOrDigit).Take(64));
    }
}
