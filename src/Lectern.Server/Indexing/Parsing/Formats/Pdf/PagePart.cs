namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>A paragraph's lines, or a table.</summary>
internal sealed record PagePart(Box Box, List<TextRun>? Lines, TableRegion? Table)
{
    public PageBlock? Build(Hyphens hyphens)
    {
        if (Table is not null && PdfTable.Of(Table, hyphens) is { } table)
            return table;
        var text = new PageText(hyphens);
        var lines = Lines ?? Table!.Runs;
        var isFromRight = SpokenOrder.IsFromRight(lines.SelectMany(l => l.Words));
        foreach (var line in lines)
            text.Line(SpokenOrder.Of(line.Words, isFromRight).Select(w => w.Place()));
        return text.Build();
    }
}
