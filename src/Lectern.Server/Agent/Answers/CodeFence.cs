using System.Buffers;

namespace Lectern.Server.Agent.Answers;

/// <summary>A block of code that is open: between fences, or indented.</summary>
/// <param name="Sign">Of the fence; none for indented code.</param>
/// <param name="Indent">What each of its lines begins with; empty for one that stands in no list or quotation.</param>
/// <param name="IsSure">Every program sees it. One that is not sure only says that brackets in it are no marks.</param>
internal sealed record CodeFence(char Sign, int Length, string Indent, bool IsSure)
{
    /// <summary>A line's end is looked for so far.</summary>
    private const int MaxLine = 400;

    private const string Columns = "    ";

    private static readonly SearchValues<char> MayFollow = SearchValues.Create(
        "`~ \t\v\f\u00A0\u0085\u1680\u2028\u2029\u202F\u205F\u3000\uFEFF\u200B");

    /// <summary>Code by its indent alone, outside of lists and quotations.</summary>
    public static CodeFence Indented { get; } = new('\0', 0, Columns, IsSure: true);

    /// <summary>Whether it ends with the first line of another indent.</summary>
    public bool IsIndented => Length == 0;

    /// <returns>Null while it cannot be told yet.</returns>
    public FenceLine? Read(TextAhead ahead)
    {
        ahead = ahead.Upto(MaxLine);
        var text = ahead.Text;
        if (Indent.Length > 0)
        {
            var same = text.CommonPrefixLength(Indent);
            if (same < Indent.Length)
                return same == text.Length && !ahead.IsAll ? null : Outside(ahead);
            if (IsIndented)
                return FenceLine.Code;
            ahead = ahead.From(Indent.Length);
            text = ahead.Text;
        }

        var spaces = text.IndexOfAnyExcept(' ') is var at && at < 0 ? text.Length : at;
        if (spaces > 3)
            return Indent.Length == 0 ? FenceLine.Code : InDoubt(ahead.From(spaces));
        if (spaces == text.Length)
            return ahead.IsAll ? FenceLine.Code : null;
        var line = Closes(ahead.From(spaces));
        return line == FenceLine.Closes && spaces > 0 && Indent.Length > 0 ? FenceLine.Doubtful : line;
    }

    /// <summary>Whether a whole line ends a fence that is not sure.</summary>
    public bool MayCloseWith(ReadOnlySpan<char> line)
    {
        var sign = line.Trim(" \t>");
        return sign.Length >= Length && sign.IndexOfAnyExcept(Sign) < 0;
    }

    /// <summary>Whether a line may be a fence's first or last one.</summary>
    public static bool MayBegin(ReadOnlySpan<char> line) =>
        line.Contains("```", StringComparison.Ordinal) || line.Contains("~~~", StringComparison.Ordinal);

    /// <summary>Far to the right, where some programs still see the fence's end.</summary>
    private FenceLine? InDoubt(TextAhead ahead) =>
        ahead.Text.Length == 0 ? ahead.IsAll ? FenceLine.Code : null
        : Closes(ahead) is FenceLine.Code ? FenceLine.Code
        : Closes(ahead) is null ? null
        : FenceLine.Doubtful;

    /// <summary>
    /// A line that does not begin as the fence's lines do: empty, or behind the list or quotation that the fence stands in.
    /// </summary>
    private FenceLine? Outside(TextAhead ahead)
    {
        var text = ahead.Text;
        var own = Indent.AsSpan().TrimEnd();
        var start = text.StartsWith(own) ? own.Length : 0;
        var blank = text[start..].IndexOfAnyExcept(' ', '\t');
        if (blank < 0)
            return ahead.IsAll ? FenceLine.Code : null;
        return start == own.Length && Chars.IsNewline(text[start + blank]) ? FenceLine.Code
            : IsIndented ? FenceLine.Ends : FenceLine.Doubtful;
    }

    private FenceLine? Closes(TextAhead ahead)
    {
        var text = ahead.Text;
        if (text[0] != Sign)
            return FenceLine.Code;
        var run = Chars.Run(text);
        if (run == text.Length && !ahead.IsAll)
            return null;
        if (run < Length)
            return FenceLine.Code;
        var rest = text[run..];
        var end = rest.IndexOfAny('\n', '\r');
        if (end >= 0)
            rest = rest[..end];
        if (rest.IndexOfAnyExcept(MayFollow) >= 0)
            return FenceLine.Code;
        if (end < 0 && !ahead.IsAll)
            return null;
        return rest.IndexOfAnyExcept(' ') < 0 ? FenceLine.Closes : FenceLine.Doubtful;
    }
}
