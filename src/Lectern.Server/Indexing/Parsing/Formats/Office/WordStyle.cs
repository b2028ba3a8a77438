namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <param name="HeadingLevel">1 to 6, or 0.</param>
internal sealed record WordStyle(int HeadingLevel, bool IsCode, int? NumberingId, int? NumberingLevel)
{
    public static WordStyle Plain { get; } = new(0, false, null, null);
}
