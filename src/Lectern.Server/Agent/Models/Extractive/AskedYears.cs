using System.Text.RegularExpressions;
using Lectern.Server.Agent.Citations.Reading;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>
/// The years that a question names, as far as what stands beside a number of four digits tells it from a quantity: "in 1893",
/// "5 May 2019", "2019年", "the fees of 2021?", and not "2000 litres" or "2,000". In the languages that the answerer speaks.
/// Thread-safe.
/// </summary>
internal static partial class AskedYears
{
    private const int MaxDay = 31;
    private const string Digits = @"(?:1\d{3}|2[01]\d{2})";
    private const string Hyphens = "-\u2010\u2011\u2013";

    /// <summary>A number behind one of these is a year, whatever follows but a unit.</summary>
    private static readonly HashSet<string> When = WordList.Set("""
        in since until till during before after im seit vor nach während ab en depuis avant après jusqu desde hasta antes después
        dal nel fino dopo em até depois sinds voor в с после до года في منذ قبل بعد حتى
        """);

    /// <summary>One of these may as well stand before a quantity: a year only where no noun is behind it.</summary>
    private static readonly HashSet<string> Of = WordList.Set("""
        of for from by to between around about and or von für bis zu zwischen und oder um aus de du des del pour entre et ou à
        para y o di per tra fra e ed do da van tot tussen met of от за и или من إلى بين
        """);

    /// <summary>
    /// Between the two numbers of a range. Without the Dutch "of", which in English says what of: "in 1893 of 20 dollars".
    /// </summary>
    private static readonly HashSet<string> To = WordList.Set("""
        to and or bis zu und oder à et ou a y o e ed tot en до и или إلى و
        """);

    /// <summary>Behind a number these would count years; before it they name one.</summary>
    private static readonly HashSet<string> Before = WordList.Set("""
        year jahr jahre jahres année an año anno ano jaar год года году عام العام سنة
        """);

    private static readonly HashSet<string> Behind = WordList.Set("год года году годом годы годах");

    public static IReadOnlyList<string> In(string question)
    {
        var tokens = Token().Matches(question);
        var years = new List<string>();
        var last = -2;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!tokens[i].Groups["year"].Success || !IsYear(question, tokens, i, isJoined: last == i - 2))
                continue;
            last = i;
            years.Add(tokens[i].Value);
        }

        return years;
    }

    /// <summary>Whether a word may be a year: 1000 to 2199.</summary>
    public static bool CanBe(string word) => Year().IsMatch(word);

    /// <param name="isJoined">Whether another year stands before the word before it.</param>
    private static bool IsYear(string question, MatchCollection tokens, int at, bool isJoined)
    {
        var (before, next) = (Word(tokens, at - 1), Word(tokens, at + 1));
        if (next.Length == 0 || tokens[at].Groups["dated"].Success || IsInDate(tokens, at)
            || Before.Contains(before) || before.EndsWith("ปี", StringComparison.Ordinal)
            || Behind.Contains(next) || next.StartsWith('年'))
        {
            return true;
        }

        var end = tokens[at].Index + tokens[at].Length;
        var sign = question.AsSpan(end..tokens[at + 1].Index).Trim();
        var (isApart, isHyphened) = (sign.Length == 0, sign.Length == 1 && Hyphens.Contains(sign[0]));
        if ((isApart || isHyphened) && Units.IsSure(PlainWord.Of(Counted(tokens, at, isHyphened), Script.Latin)))
            return false;
        if (When.Contains(before))
            return true;
        var isCounted = (isApart || isHyphened) && char.IsLetter(next[0]);
        return Of.Contains(before) && (isJoined || !isCounted || StopWords.Contains(next) || Of.Contains(next)
            || When.Contains(next));
    }

    /// <summary>
    /// The word that a number may count: "2000 litres", "2000-litre", "1000 to 2000 litres", "1000–2000 litres".
    /// </summary>
    private static string Counted(MatchCollection tokens, int at, bool isHyphened)
    {
        var to = at + 1;
        while (!isHyphened && To.Contains(Word(tokens, to)))
            to++;
        var isRange = (isHyphened || to > at + 1) && Word(tokens, to) is [>= '0' and <= '9', ..] end
            && end.Length >= tokens[at].Length;
        return Word(tokens, isRange ? to + 1 : at + 1);
    }

    /// <summary>"May 2019", "5 May 2019", "May 5, 2019".</summary>
    private static bool IsInDate(MatchCollection tokens, int at) =>
        Months.Number(Word(tokens, at - 1)) is not null
        || (int.TryParse(Word(tokens, at - 1), out var day) && day is > 0 and <= MaxDay
            && Months.Number(Word(tokens, at - 2)) is not null);

    private static string Word(MatchCollection tokens, int at) =>
        at < 0 || at >= tokens.Count ? "" : tokens[at].Value.ToLowerInvariant();

    /// <summary>
    /// A number whose thousands are parted is one; a year may stand in a date of digits. What is joined to letters of an alphabet
    /// ("1990s", "X2000") is a name.
    /// </summary>
    [GeneratedRegex(
        @"\d{1,3}(?:[.,'’\u00A0\u202F]\d{3})+(?!\d)"
        + @"|(?<year>(?<![\d\p{Lu}\p{Ll}])(?<dated>(?<=\d[./-]))?" + Digits + @"(?![\d\p{Lu}\p{Ll}])"
        + @"(?<dated>(?=-\d\d\b))?)"
        + @"|\d+|[\p{L}\p{M}]+")]
    private static partial Regex Token();

    [GeneratedRegex($@"^{Digits}\z")]
    private static partial Regex Year();
}
