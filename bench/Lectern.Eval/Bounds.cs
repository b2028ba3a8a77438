using System.Globalization;
using Lectern.Contracts;

namespace Lectern.Eval;

/// <summary>What a person demands of the totals, in percent.</summary>
internal static class Bounds
{
    private static readonly (string Name, bool IsLeast, Func<AnswerTotals, (int Part, int Whole)> Share)[] Known =
    [
        ("--min-right", true, t => (t.Right, t.Questions)),
        ("--min-said", true, t => (t.Said, t.WithAnswers)),
        ("--min-quoted", true, t => (t.Quoted, t.WithAnswers)),
        ("--min-first", true, t => (t.QuotedFirst, t.WithAnswers)),
        ("--min-cited", true, t => (t.CitedRightly, t.Answerable)),
        ("--min-refused", true, t => (t.RefusedRightly, t.Unanswerable)),
        ("--max-unproved", false, t => (t.Unproved, t.Statements)),
        ("--max-contradicted", false, t => (t.Contradicted, t.Statements)),
    ];

    public static string[] Names { get; } = [.. Known.Select(k => k.Name)];

    /// <exception cref="UsageException">A bound is no number from 0 to 100.</exception>
    public static void Check(Options options)
    {
        foreach (var name in Names)
            _ = Percent(options, name);
    }

    /// <returns>A sentence for each bound that does not hold. One of no questions at all holds.</returns>
    public static IReadOnlyList<string> Missed(Options options, AnswerTotals totals)
    {
        var missed = new List<string>();
        foreach (var (name, isLeast, share) in Known)
        {
            var (part, whole) = share(totals);
            if (Percent(options, name) is not { } bound || whole == 0)
                continue;
            var measured = 100.0 * part / whole;
            if (isLeast ? measured < bound : measured > bound)
            {
                missed.Add(string.Create(
                    CultureInfo.InvariantCulture, $"{name} {bound}: it is {measured:0.0} % ({part} of {whole})."));
            }
        }

        return missed;
    }

    private static double? Percent(Options options, string name) => options.One(name) switch
    {
        null => null,
        var text when double.TryParse(text, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 100 => value,
        var text => throw new UsageException($"{name} is a number from 0 to 100, not {text}."),
    };
}
