namespace Lectern.Server.Agent.Citations.Reading;

internal enum TextBlockKind
{
    Paragraph,
    Heading,
    Table,
    Items,

    /// <summary>Lines that stand for themselves: labels with values, a log, code.</summary>
    Lines,

    /// <summary>Short lines with blank ones between: cells of a table that its file did not keep.</summary>
    Cells,
}
