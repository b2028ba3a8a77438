namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>
/// A number, a time or a date that a text names, in digits or in words, in each reading it can have: <c>1.250</c> is 1250 or
/// 1.25, <c>1.5 million</c> is 1500000.
/// </summary>
/// <param name="First">The token it begins with; its sign of money is none of it.</param>
/// <param name="Last">The token that it ends with, its unit with it.</param>
/// <param name="Values">Empty for a date and a time.</param>
internal sealed record Figure(int First, int Last, IReadOnlyList<decimal> Values)
{
    /// <summary>The unit next to it, by its one name, or null.</summary>
    public string? Unit { get; init; }

    public Date? Date { get; init; }

    /// <summary>In minutes or seconds of a day, as it is written; or null.</summary>
    public string? Time { get; init; }

    /// <summary>Its digits as they stand; null for words.</summary>
    public string? Digits { get; init; }

    /// <summary>The value without the word behind it: 12.5 of 12.5 million; a table's head may say the million.</summary>
    public IReadOnlyList<decimal> Unscaled { get; init; } = [];

    /// <summary>The word that scales it, or null.</summary>
    public string? Scale { get; init; }

    public Bound Bound { get; init; }

    /// <summary>The preposition before it, or null.</summary>
    public string? Preposition { get; init; }

    /// <summary>A word that is a number only at times: "one".</summary>
    public bool IsWeak { get; init; }

    /// <summary>A year, or what can be one.</summary>
    public bool IsYear => Date is { Month: null, Day: null } || (Unit is null && Digits is { Length: 4 } && Scale is null
        && ((Values is [>= 1800 and <= 2100] && !IsCount)
        || (Values is [>= 1000 and <= 2100] && Preposition is "in" or "from" or "to" or "by" or "during")));

    /// <summary>Whether a noun stands behind it: 1930 patients.</summary>
    public bool IsCount { get; init; }

    /// <summary>Whether another text's figure has the same value; units apart.</summary>
    public bool HasValueOf(Figure other)
    {
        if (Time is not null || other.Time is not null)
            return Time == other.Time;
        if (Date is { } date)
            return other.Date is { } full ? date.Says(full)
                : date is { Month: null, Day: null, Year: { } year } && other.Values.Contains(year);
        if (other.Date is { } dated)
            return IsYear && dated.Year is { } y && Values.Contains(y);
        return Values.Any(v => other.Values.Contains(v))
            || (Digits is not null && Digits == other.Digits && Scale == other.Scale);
    }

    /// <summary>
    /// Whether both count the same kind of thing, as far as can be seen: one can stand in the place of the other.
    /// </summary>
    public bool IsRivalOf(Figure other)
    {
        if (Time is not null || other.Time is not null)
            return Time is not null && other.Time is not null;
        if (Date is not null || other.Date is not null)
            return (Date is not null || IsYear) && (other.Date is not null || other.IsYear);

        // A year stands for no amount.
        return IsYear == other.IsYear && (Unit == other.Unit || Unit is null || other.Unit is null);
    }
}
