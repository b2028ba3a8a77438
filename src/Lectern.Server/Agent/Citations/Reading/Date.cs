namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>A date, or the part of one that a text names.</summary>
/// <param name="Month">From 1.</param>
internal readonly record struct Date(int? Year, int? Month, int? Day)
{
    /// <summary>Whether another date says all that this one does.</summary>
    public bool Says(Date other) =>
        (Year is null || Year == other.Year) && (Month is null || Month == other.Month) && (Day is null || Day == other.Day);
}
