using System.Text.RegularExpressions;
using Lectern.Contracts;
using Lectern.Server.Text;

namespace Lectern.Server.Retrieval;

/// <summary>
/// A regular expression that runs in time linear in the text: .NET's syntax without backtracking (no look-around, no back
/// references). <c>^</c> and <c>$</c> match at lines. Matches that are empty are not reported. Thread-safe.
/// </summary>
internal sealed class Grep
{
    public const int MaxPattern = 1000;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    private readonly Regex regex;

    private Grep(Regex regex) => this.regex = regex;

    /// <exception cref="RetrievalException">The pattern is malformed, or cannot run in linear time.</exception>
    public static Grep Compile(string pattern)
    {
        if (pattern.Length is 0 or > MaxPattern)
            throw new RetrievalException(RetrievalError.BadPattern, $"A pattern has 1 to {MaxPattern} characters.");
        try
        {
            const RegexOptions options = RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.CultureInvariant;
            return new Grep(new Regex(pattern, options, Deadline));
        }
        catch (NotSupportedException)
        {
            throw new RetrievalException(
                RetrievalError.BadPattern, "The pattern cannot run in linear time: look-around, back references and very large counts cannot.");
        }
        catch (ArgumentException e)
        {
            throw new RetrievalException(RetrievalError.BadPattern, $"The pattern is not valid: {e.Message}");
        }
    }

    /// <param name="fromChar">Code point where the search begins.</param>
    /// <exception cref="RetrievalException">It ran out of time.</exception>
    public IReadOnlyList<FileGrepMatch> Run(string text, int contextChars, int fromChar, int limit, CancellationToken cancellationToken)
    {
        var map = new CodePointMap(text);
        var found = new List<FileGrepMatch>();
        try
        {
            for (var match = regex.Match(text, map.ToUtf16(fromChar)); match.Success && found.Count < limit; match = match.NextMatch())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (match.Length > 0)
                    found.Add(ToMatch(text, map, match, contextChars));
            }
        }
        catch (RegexMatchTimeoutException)
        {
            throw new RetrievalException(RetrievalError.BadPattern, "The pattern takes too long on this file.");
        }

        return found;
    }

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
