using Lectern.Server.Agent.Citations.Reading;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Versions;

/// <summary>
/// The date that the beginning of a document says of it: in its title, behind a word such as "effective", or alone on a line.
/// The date of another document that it names is none. Thread-safe.
/// </summary>
internal static class TextDate
{
    private const int MaxCharacters = 1_500;
    private const int MaxLines = 30;
    private const int TitleLine = 120;
    private const int ShortLine = 100;
    private const int DateLine = 40;

    /// <summary>Words between a label and its date.</summary>
    private const int Reach = 3;

    /// <summary>From when it holds: that goes before when it was written.</summary>
    private static readonly HashSet<string> Effective = WordList.Set("""
        effective effect force valid gultig gultigkeit kraft inkrafttreten wirkung vigueur vigencia vigor vigore geldig geldend
        """);

    private static readonly HashSet<string> Labels = WordList.Set("""
        date dated issued published revised updated modified adopted signed made version edition revision issue datum stand
        ausgabe fassung fecha fechado data datato dato datee version edicion edizione
        """);

    public static Date? Of(string beginning)
    {
        var text = TextStart.Of(beginning, MaxCharacters);
        Date? written = null;
        var isFirst = true;
        foreach (var line in text.Split('\n', MaxLines + 1).Take(MaxLines).Where(l => !string.IsNullOrWhiteSpace(l)))
        {
            var (date, holds) = Of(line.Trim(), isFirst);
            if (holds)
                return date;
            written ??= date;
            isFirst = false;
        }

        return written;
    }

    private static (Date? Date, bool Holds) Of(string line, bool isFirst)
    {
        var tokens = Tokens.Of(line);
        var isTitle = line.Length <= TitleLine && (isFirst || line[0] == '#');
        Date? written = null;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (CalendarDate.Full(tokens, i) is not { } date)
                continue;
            if (IsOfAnother(tokens, i))
            {
                isTitle = false;
                continue;
            }

            if (IsBehind(tokens, i, Effective))
                return (date, true);
            if (isTitle || (line.Length <= ShortLine && IsBehind(tokens, i, Labels)) || IsMade(tokens, i)
                || (line.Length <= DateLine && tokens[^1].End - tokens[i].Start <= DateLine / 2))
                written ??= date;
        }

        return (written ?? (isTitle ? YearOf(tokens) : null), false);
    }

    private static bool IsBehind(List<Token> tokens, int at, HashSet<string> labels) =>
        Before(tokens, at).Any(t => labels.Contains(t.Word));

    /// <summary>"This agreement is made on", "dated".</summary>
    private static bool IsMade(List<Token> tokens, int at) =>
        Before(tokens, at).Any(t => t.Word is "dated" or "made" or "entered")
            && tokens.Take(at).Any(t => t.Word is "this" or "present");

    /// <summary>"Amendment to the agreement of 1 May 2019": that date is the agreement's.</summary>
    private static bool IsOfAnother(List<Token> tokens, int at)
    {
        var noun = tokens.FindLastIndex(at, at + 1, t => DocumentWords.IsDocument(t.Word));
        return noun > 0 && at - noun <= Reach + 1 && !DocumentWords.IsAmendment(tokens[noun].Word)
            && tokens.Take(noun).Any(t => DocumentWords.IsAmendment(t.Word) || DocumentWords.IsChange(t.Word));
    }

    private static IEnumerable<Token> Before(List<Token> tokens, int at) =>
        tokens.Take(at).Where(t => t.IsWord).TakeLast(Reach);

    /// <summary>A title's only year: "Handbook 2023".</summary>
    private static Date? YearOf(List<Token> tokens) =>
        tokens.Where(t => t.Kind == TokenKind.Number && t.Word.Length == 4).ToList() is [var only]
            && int.TryParse(only.Word, out var year) ? CalendarDate.Of(year) : null;
}
