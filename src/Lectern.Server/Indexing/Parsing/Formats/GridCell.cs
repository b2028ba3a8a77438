namespace Lectern.Server.Indexing.Parsing.Formats;

/// <param name="ColumnSpan">From 1.</param>
/// <param name="RowSpan">From 1.</param>
internal readonly record struct GridCell(string Text, int ColumnSpan = 1, int RowSpan = 1);
