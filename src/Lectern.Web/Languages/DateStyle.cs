namespace Lectern.Web.Languages;

/// <summary>Names are those of <c>language.js</c>.</summary>
internal enum DateStyle
{
    /// <summary>Of the last days.</summary>
    Weekday,

    /// <summary>Of this year.</summary>
    Day,

    /// <summary>With the year.</summary>
    Date,

    /// <summary>As <see cref="Date"/>, for a column.</summary>
    Short,

    /// <summary>With the time of day.</summary>
    Time,
}
