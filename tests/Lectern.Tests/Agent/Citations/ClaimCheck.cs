using Lectern.Server.Agent.Citations;
using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Tests.Agent.Citations;

/// <summary>Judges what an answer says by a passage.</summary>
internal static class ClaimCheck
{
    /// <param name="answer">Up to the mark.</param>
    /// <param name="before">What stands before the passage in its file.</param>
    /// <returns>The words that prove it; null where none do.</returns>
    public static string? Quote(string answer, string passage, string before = "") =>
        Judge(answer, passage, before) is ClaimVerdict.Proved proved ? passage[proved.Start..proved.End] : null;

    public static ClaimVerdict Judge(string answer, string passage, string before = "")
    {
        var small = (
            before + passage).Split([' ', '\n', ',', '.', '|']).Where(w => w.Length > 0 && char.IsLower(w[0])).ToHashSet();
        return ClaimProof.Judge(Claim.Before(answer, 0)!, new PassageText(passage, before), small.Contains);
    }
}
