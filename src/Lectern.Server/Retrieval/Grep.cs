using System.Text.RegularExpressions;
using Lectern.Contracts;
using Lectern.Server.Text;

namespace Lectern.Server.Retrieval;

/// <summary>
/// A regular expression that runs in time linear in the text: .NET's syntax without backtracking (no look-around, no back
/// references). <c>^</c> and <c>$</c> match at lines. Matches that are empty are not reported. A match alone is linear, but all
/// of them together are not, so one deadline counts over all matches in all texts. For one request; not thread-safe.
/// </summary>
internal sealed class Grep
{
    public const int MaxPattern = 1000;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.CultureInvariant;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    /// <summary>The clock of a regular expression is no finer.</summary>
    private static readonly TimeSpan LeastTimeout = TimeSpan.FromMilliseconds(20);

    private readonly TimeProvider time;
    private Regex regex;
    private long? began;

    private Grep(Regex regex, TimeProvider time) => (this.regex, this.time) = (regex, time);

    /// <exception cref="RetrievalException">The pattern is malformed, or cannot run in linear time.</exception>
    public static Grep Compile(string pattern, TimeProvider time)
    {
        if (pattern.Length is 0 or > MaxPattern)
            throw new RetrievalException(RetrievalError.BadPattern, $"A pattern has 1 to {MaxPattern} characters.");
        if (RepeatedRepeats.Fault(pattern) is { } fault)
            throw new RetrievalException(RetrievalError.BadPattern, fault);
        try
        {
            return new Grep(new Regex(pattern, Options, Deadline), time);
        }
        catch (NotSupportedException)
        {
            throw new RetrievalException(
                RetrievalError.BadPattern,
                "The pattern cannot run in linear time: look-around, back references and very large counts cannot.");
        }
        catch (ArgumentException e)
        {
            throw new RetrievalException(RetrievalError.BadPattern, $"The pattern is not valid: {e.Message}");
        }
    }

    /// <param name="fromChar">Code point where the search begins.</param>
    /// <exception cref="RetrievalException">The time that the whole request has is over.</exception>
    public IReadOnlyList<FileGrepMatch> Run(
        string text, int contextChars, int fromChar, int limit, CancellationToken cancellationToken)
    {
        began ??= time.GetTimestamp();
        var map = new CodePointMap(text);
        var found = new List<FileGrepMatch>();
        var at = map.ToUtf16(fromChar);
        while (found.Count < limit && at <= text.Length && Next(text, at) is { Success: true } match)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (match.Length > 0)
                found.Add(ToMatch(text, map, match, contextChars));
            at = match.Index + Math.Max(match.Length, 1);
        }

        return found;
    }

    /// <summary>The next match, looked for no longer than there is time.</summary>
    private Match Next(string text, int at)
    {
        var left = Deadline - time.GetElapsedTime(began!.Value);
        if (left <= TimeSpan.Zero)
            throw TooLong();

        // Made anew only when half of its time is gone, so a few times at most.
        if (left < regex.MatchTimeout / 2 && regex.MatchTimeout > LeastTimeout)
            regex = new Regex(regex.ToString(), Options, left > LeastTimeout ? left : LeastTimeout);
        try
        {
            return regex.Match(text, at);
        }
        catch (RegexMatchTimeoutException)
        {
            throw TooLong();
        }
    }

    private static RetrievalException TooLong() => new(
        RetrievalError.BadPattern, $"The pattern takes too long on this file: more than {Deadline.TotalSeconds} seconds in all.");

    /// <summary>A match inside a surrogate pair is widened to the whole character.</summary>
    private static FileGrepMatch ToMatch(string text, CodePointMap map, Match match, int contextChars)
    {
        var first = match.Index - (IsInsidePair(text, match.Index) ? 1 : 0);
        var last = match.Index + match.Length;
        last += IsInsidePair(text, last) ? 1 : 0;
        var start = map.ToCodePoint(first);
        var end = map.ToCodePoint(last);
        var content = text[map.ToUtf16(Math.Max(0, start - contextChars))..map.ToUtf16(Math.Min(map.Length, end + contextChars))];
        return new FileGrepMatch(start, end, content);
    }

    private static bool IsInsidePair(string text, int offset) =>
        offset > 0 && offset < text.Length && char.IsLowSurrogate(text[offset]) && char.IsHighSurrogate(text[offset - 1]);
}
