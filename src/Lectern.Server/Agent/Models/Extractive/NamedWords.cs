using System.Text.RegularExpressions;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>
/// Whether what a question names is there at all: likeness alone takes one for another that shares a word with it. Thread-safe.
/// </summary>
internal static partial class NamedWords
{
    /// <summary>
    /// A name of up to three words is all of them; of a longer one so much. This and <see cref="Reach"/> were chosen on the half
    /// of the questions about sections that <c>bench/results/sections.md</c> names, in English.
    /// </summary>
    private const double Share = 0.75;

    /// <summary>The words of a name stand together: within so many words for each of it.</summary>
    private const int Reach = 4;

    /// <summary>Whether one of the years that the question names, if it names any, stands in the passages.</summary>
    public static bool HasYear(Question question, IReadOnlyList<QuoteUnit> units)
    {
        var years = AskedYears.In(question.Text);
        return years.Count == 0 || years.Any(y => units.Any(u => u.IsAround(y) || u.IsAbove(y)
            || u.Passage.SourceTerms.Contains(y) || u.Passage.Date?.Contains(y, StringComparison.Ordinal) == true));
    }

    /// <summary>Whether one of the units, with what stands above it, holds what the question names.</summary>
    /// <param name="name">From <see cref="Question.Name"/>.</param>
    public static bool AreIn(IReadOnlyList<QuoteUnit> units, string name)
    {
        var words = Terms.ForQuery(name).ToHashSet(StringComparer.Ordinal);
        var isList = name.Contains(',', StringComparison.Ordinal);
        var numbered = Numbered().Matches(name).Select(m => m.Value).Where(n => !AskedYears.CanBe(Terms.Words(n).Last()))
            .Select(n => Terms.Words(n).Select(Terms.Term).ToArray()).ToList();
        return units.Any(u => Holds(u, words, isList) && numbered.TrueForAll(
            n => HasRun(u.Text, n) || HasRun(u.Section, n) || HasRun(u.Passage.Heading, n) || HasRun(u.Passage.Source, n)));
    }

    /// <summary>A name that says another number than the documents is still what they speak of.</summary>
    public static string WithoutNumbers(string name) =>
        string.Join(' ', name.Split(' ').Where(w => !w.Any(char.IsDigit)));

    /// <summary>"Test 7", "Section B": the number or letter belongs to the word before it.</summary>
    [GeneratedRegex(@"\p{L}{2,}[ \u00A0](?:\d+(?:\.\d+)*|\p{Lu})(?![\p{L}\d])")]
    private static partial Regex Numbered();

    private static bool Holds(QuoteUnit unit, HashSet<string> words, bool isList)
    {
        var held = words.Where(w => unit.Terms.Contains(w) || unit.IsAbove(w)).ToList();
        if (held.Count < Share * words.Count)
            return false;
        var apart = held.Where(w => !unit.IsAbove(w)).ToHashSet(StringComparer.Ordinal);
        return isList || apart.Count < 2 || Shortest(unit, apart) <= Reach * words.Count;
    }

    private static bool HasRun(string text, string[] run)
    {
        var terms = Terms.Words(text).Select(Terms.Term).ToArray();
        return terms.AsSpan().IndexOf(run) >= 0;
    }

    /// <summary>The fewest words of the unit that hold all of some.</summary>
    private static int Shortest(QuoteUnit unit, HashSet<string> words)
    {
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        var shortest = int.MaxValue;
        foreach (var (term, at) in Terms.Words(unit.Text).Select((w, i) => (Terms.Term(w), i)))
        {
            if (!words.Contains(term))
                continue;
            last[term] = at;
            if (last.Count == words.Count)
                shortest = Math.Min(shortest, at - last.Values.Min() + 1);
        }

        return shortest;
    }
}
