namespace Lectern.Server.Retrieval;

/// <summary>
/// How repetitions of a regular expression stand in each other. Without backtracking a match is linear in the text, but the
/// automaton is made while it runs, and for repetitions in repetitions each of its steps can take longer than any deadline that
/// is only looked at between them. The bounds were measured: below them a step stays under a millisecond. Not thread-safe.
/// </summary>
internal sealed class RepeatedRepeats
{
    private const int MaxLevels = 8;
    private const int MaxTimes = 200;

    private readonly string pattern;
    private readonly Stack<Nesting> groups = new();
    private Nesting inGroup;
    private Nesting last;
    private int at;

    private RepeatedRepeats(string pattern) => this.pattern = pattern;

    /// <summary>Why a pattern cannot run in bounded time; null when it can. What is malformed is left to the compiler.</summary>
    public static string? Fault(string pattern)
    {
        var repeats = new RepeatedRepeats(pattern);
        while (repeats.at < pattern.Length)
        {
            if (repeats.Next() is { } fault)
                return fault;
        }

        return null;
    }

    private string? Next()
    {
        var c = pattern[at++];
        switch (c)
        {
            case '\\':
                SkipEscape();
                Begin(default);
                return null;
            case '[':
                SkipClass();
                Begin(default);
                return null;
            case '(':
                return Open();
            case ')':
                Begin(default);
                (last, inGroup) = (inGroup, groups.TryPop(out var outer) ? outer : default);
                return null;
            case '*' or '+' or '?':
                return Repeat(1);
            case '{' when Count() is { } times:
                return Repeat(times);
            default:
                Begin(default);
                return null;
        }
    }

    /// <summary>The next item begins: the one before it belongs to the group.</summary>
    private void Begin(Nesting item)
    {
        inGroup = inGroup.Or(last);
        last = item;
    }

    private string? Open()
    {
        // A comment is nothing: what repeats behind it repeats what stands before it.
        if (pattern.AsSpan(at).StartsWith("?#"))
        {
            at = pattern.IndexOf(')', at) is >= 0 and var end ? end + 1 : pattern.Length;
            return null;
        }

        Begin(default);
        groups.Push(inGroup);
        inGroup = default;
        if (at == pattern.Length || pattern[at] != '?')
            return null;

        // Comments that this option allows end at lines; parentheses in them would be counted.
        var options = ++at;
        while (at < pattern.Length && (char.IsAsciiLetter(pattern[at]) || pattern[at] == '-'))
            at++;
        return at < pattern.Length && pattern[at] is ':' or ')' && pattern.AsSpan(options, at - options).Contains('x')
            ? "The pattern may not use the option x."
            : null;
    }

    private string? Repeat(int times)
    {
        // A mark behind a repetition makes it lazy.
        if (at < pattern.Length && pattern[at] == '?')
            at++;
        last = new Nesting(last.Levels + 1, (int)Math.Min((long)Math.Max(last.Times, 1) * Math.Max(times, 1), int.MaxValue));
        return last.Levels > MaxLevels || (last.Levels > 1 && last.Times > MaxTimes)
            ? $"The pattern repeats what repeats: more than {MaxLevels} levels, or {MaxTimes} times in all, take too long."
            : null;
    }

    /// <summary>The most that <c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c> asks for; null for a brace that is only one.</summary>
    private int? Count()
    {
        var end = pattern.IndexOf('}', at);
        if (end < 0)
            return null;
        var counts = pattern[at..end].Split(',');
        if (counts.Length > 2 || counts[0].Length == 0 || counts.Any(n => n.Any(c => !char.IsAsciiDigit(c))))
            return null;
        at = end + 1;
        return counts.Where(n => n.Length > 0).Max(n => int.TryParse(n, out var times) ? times : int.MaxValue);
    }

    /// <summary>What stands behind a backslash; <c>\cX</c> takes the character after it too.</summary>
    private void SkipEscape() => at += at < pattern.Length && pattern[at] == 'c' ? 2 : 1;

    /// <summary>A class, with those that are taken away from it.</summary>
    private void SkipClass()
    {
        var first = FirstOfClass();
        for (var levels = 1; at < pattern.Length && levels > 0;)
        {
            var c = pattern[at++];
            if (c == '\\')
                SkipEscape();
            else if (c == '[' && at >= 2 && pattern[at - 2] == '-' && at - 1 > first)
                (levels, first) = (levels + 1, FirstOfClass());
            else if (c == ']' && at - 1 > first)
                levels--;
        }
    }

    /// <summary>Where a closing bracket is only a character.</summary>
    private int FirstOfClass() => at < pattern.Length && pattern[at] == '^' ? ++at : at;

    /// <param name="Levels">Repetitions in each other.</param>
    /// <param name="Times">The product of their counts; one without a bound counts once.</param>
    private readonly record struct Nesting(int Levels, int Times)
    {
        public Nesting Or(Nesting other) => new(Math.Max(Levels, other.Levels), Math.Max(Times, other.Times));
    }
}
