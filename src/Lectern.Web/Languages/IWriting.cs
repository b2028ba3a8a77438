namespace Lectern.Web.Languages;

/// <summary>How numbers and dates are written in a language.</summary>
internal interface IWriting
{
    /// <param name="decimals">At least and at most.</param>
    string Number(double number, int decimals);

    /// <param name="time">ISO 8601; without an offset in the browser's own time zone.</param>
    string Date(string time, DateStyle style);
}
