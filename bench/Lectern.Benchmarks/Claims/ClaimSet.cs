namespace Lectern.Benchmarks.Claims;

/// <summary>A claim about a passage.</summary>
/// <param name="Kind"><c>true</c>, or the kind of lie.</param>
internal sealed record JudgedClaim(int PassageNumber, string Passage, string Text, string Kind)
{
    public bool IsTrue => Kind == "true";

    /// <summary>Every other passage is kept aside when something is chosen.</summary>
    public bool IsHeldOut => PassageNumber % 2 == 1;
}

/// <summary>Reads <c>Claims/claims.txt</c>; its head says how it is written.</summary>
internal static class ClaimSet
{
    public static IReadOnlyList<JudgedClaim> Read(string path)
    {
        var claims = new List<JudgedClaim>();
        var passage = "";
        var number = -1;
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith("= ", StringComparison.Ordinal))
                (passage, number) = (line[2..].Replace("\\n", "\n", StringComparison.Ordinal), number + 1);
            else if (line.StartsWith("+ ", StringComparison.Ordinal))
                claims.Add(new JudgedClaim(number, passage, line[2..].Replace("\\n", "\n", StringComparison.Ordinal), "true"));
            else if (line.StartsWith("- ", StringComparison.Ordinal) && line[2..].Split(" | ", 2) is [var kind, var text])
                claims.Add(new JudgedClaim(number, passage, text.Replace("\\n", "\n", StringComparison.Ordinal), kind));
        }

        return claims;
    }
}
