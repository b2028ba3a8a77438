using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Citations.Binding;

/// <summary>
/// Every name of a claim stands in the statement as it is (but for a plural or genitive s), or around it. What the answer spoke
/// of before must not be another thing that the passage knows. Thread-safe.
/// </summary>
internal static class NameBinding
{
    /// <summary>Tokens on each side of a name in the claim.</summary>
    private const int Beside = 3;

    /// <summary>Tokens between two words that belong together in the statement.</summary>
    private const int Near = 6;

    public static bool Holds(Support support) =>
        support.Claim.Names.All(n => Stands(support, n)) && SubjectIsNoOther(support) && HeadIsNoOther(support);

    /// <summary>Whether a name of the claim stands in the statement or around it.</summary>
    public static bool Stands(Support support, int name)
    {
        var token = support.Claim.Text.Tokens[name];
        if (name == 0 && support.Stands(0))
            return true;
        return (Stands(support.Statement.Reading, token) && IsInPlace(support, name)) || StandsAround(support, token)
            || IsOfFullName(support, name);
    }

    /// <summary>"King Ferran" is Ferran, where the passage calls him so.</summary>
    private static bool IsOfFullName(Support support, int name)
    {
        var tokens = support.Claim.Text.Tokens;
        return new[] { name - 1, name + 1 }
            .Any(i => i >= 0 && i < tokens.Count && support.Claim.Names.Contains(i) && tokens[i].IsCapital
                && tokens[name].IsCapital
            && Math.Abs(tokens[Math.Max(i, name)].Start - tokens[Math.Min(i, name)].End) == 1
            && (support.Places(i).Any(p => support.Statement.Tokens[p].IsCapital) || StandsAround(support, tokens[i]))
            && support.Claim.In(support.Passage).AreBeside(Math.Min(i, name), Math.Max(i, name)));
    }

    public static bool AreBeside(TextReading text, Token one, Token two) => text.Find(one)
        .Any(i => i + 1 < text.Tokens.Count && AreSame(text.Tokens[i].Word, one.Word)
            && AreSame(text.Tokens[i + 1].Word, two.Word));

    /// <summary>Of the words next to a name in the claim one at least stands near it in the statement.</summary>
    private static bool IsInPlace(Support support, int name)
    {
        if (support.Statement.IsRow)
            return true;
        var own = support.Places(name);
        if (own.Any(o => support.Statement.Subject.Contains(support.Statement.Tokens[o])))
            return true;
        var near = Enumerable.Range(Math.Max(0, name - Beside), (2 * Beside) + 1)
            .Where(i => i != name && i < support.Claim.Text.Tokens.Count && support.Claim.Text.IsContent(i) && support.Stands(i))
                .ToList();
        return near.Count < 2 || near.Any(i => support.Places(i).Any(p => own.Any(o => Math.Abs(o - p) <= Near)));
    }

    /// <summary>A subject that other statements of the passage have, and this one has not, is another.</summary>
    private static bool SubjectIsNoOther(Support support)
    {
        var subject = support.Claim.Subject;
        if (subject.Any(w => IsSubject(support.Statement, w)))
            return true;
        return !subject.Any(w => support.Statement.Reading.Find(w).Count == 0 && !support.IsSubjectBefore(w)
            && (support.StandsAround(w) ? support.Passage.IsSubjectOfRow(w) : support.Passage.IsSubject(w)));
    }

    /// <summary>What the answer puts the claim under is not what other statements are about and this one is not.</summary>
    private static bool HeadIsNoOther(Support support)
    {
        var head = support.Claim.Head;
        bool StandsHere(Token word) => support.Statement.Reading.Find(word).Count > 0 || support.StandsAround(word);
        bool IsOther(Token word) => !StandsHere(word) && support.Passage.IsSubject(word);
        return !head.Any(w => w.IsCapital && IsOther(w)) && (head.Count == 0 || head.Any(StandsHere) || !head.Any(IsOther));
    }

    private static bool IsSubject(Statement statement, Token word) => statement.Subject.Any(s => s.Stem == word.Stem);

    private static bool StandsAround(Support support, Token name) =>
        (support.Statement.Around.Any(a => Stands(a, name)) && !HasOtherInPlace(support, name))
        || (support.Statement.Antecedent is not null && support.Statement.Subject.Any(s => AreSame(s.Word, name.Word))
        && !HasOwnSubject(support));

    /// <summary>
    /// Where the claim has a name of the heading the statement has one of its own: the claim put another in its place.
    /// </summary>
    private static bool HasOtherInPlace(Support support, Token name)
    {
        var tokens = support.Claim.Text.Tokens;
        var at = Enumerable.Range(0, tokens.Count).FirstOrDefault(i => ReferenceEquals(tokens[i], name), -1);
        if (at < 0 || support.Statement.IsRow)
            return false;
        var said = Enumerable.Range(0, tokens.Count).SelectMany(support.Places).ToHashSet();
        bool HasOther(int beside, int step) => beside >= 0
            && support.Places(beside).Any(p => Enumerable.Range(1, 3).Select(n => p + (n * step))
            .Any(q => q > 0 && q < support.Statement.Tokens.Count && support.Statement.Tokens[q].IsCapital
                && support.Statement.Reading.IsContent(q) && !said.Contains(q)));
        return HasOther(Beside(-1), 1) || HasOther(Beside(1), -1);

        int Beside(int step)
        {
            for (var i = at + step; i >= 0 && i < tokens.Count; i += step)
            {
                if (support.Claim.Text.IsContent(i) && support.Stands(i))
                    return i;
            }

            return -1;
        }
    }

    /// <summary>"Her student Kofi patented it": what Kofi did she did not.</summary>
    private static bool HasOwnSubject(Support support)
    {
        if (Pronouns.BeginsAlone(support.Statement.Tokens))
            return false;
        var own = Subjects.Of(support.Statement.Tokens).Where(t => t.IsCapital).ToList();
        return own.Count > 0 && !own.Any(o => support.Claim.Names.Any(n => AreSame(support.Claim.Text.Tokens[n].Word, o.Word)));
    }

    private static bool Stands(TextReading text, Token name) => text.Find(name).Any(i => AreSame(text.Tokens[i].Word, name.Word))
        || (name.Word.Length > 2 && text.Tokens.Any(t => t.IsWord && AreSame(t.Word, name.Word)));

    /// <summary>Stems would not do: Kenyatta is not Kenya.</summary>
    private static bool AreSame(string one, string other) => one == other || one + "s" == other || other + "s" == one;
}
