using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Lectern.Server.Indexing.Parsing.Formats.Archives;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <summary>Reads one document; for one use.</summary>
internal sealed class WordReader(MainDocumentPart main, FormatContext context)
{
    private const int BlocksBetweenSigns = 200;
    private const int MaxTableDepth = 8;
    private const long MaxForeignBytes = 64L * 1024 * 1024;

    private readonly DocumentBuilder builder = context.Builder;
    private readonly Action<int> pageDone = context.Sign;
    private readonly WordStyles styles = new(main);
    private readonly WordRunStyles runStyles = new(main);
    private readonly WordNumbering numbering = new(main);
    private readonly WordNotes notes = new(main);
    private readonly bool hasPages = HasPages(main);
    private readonly HashSet<OpenXmlPart> put = [];
    private int blocks;

    public void Read()
    {
        if (hasPages)
            builder.StartPage(1);
        Marginal(main.HeaderParts.Select(p => p.Header));
        using (var reader = OpenXmlReader.Create(main))
            Body(reader);
        Marginal(main.FooterParts.Select(p => p.Footer));
    }

    /// <summary>Streams the body: a document of a million paragraphs is never in memory as a tree.</summary>
    private void Body(OpenXmlReader reader)
    {
        while (reader.Read() && reader.ElementType != typeof(Body))
        {
            // Down to the body.
        }

        if (!reader.ReadFirstChild())
            return;
        do
        {
            if (reader.LoadCurrentElement() is { } element)
                Block(element, 0);
            if (++blocks % BlocksBetweenSigns == 0)
                pageDone(builder.CurrentPage ?? 1);
        }
        while (!builder.IsFull && reader.ReadNextSibling());
    }

    private void Block(OpenXmlElement element, int depth)
    {
        switch (element)
        {
            case Paragraph paragraph:
                Add(paragraph, depth);
                break;
            case Table table:
                Add(table, depth);
                break;
            case SdtBlock { SdtContentBlock: { } inner }:
                Blocks(inner, depth);
                break;
            case CustomXmlBlock:
                Blocks(element, depth);
                break;
            case AltChunk { Id.Value: { } id } when main.TryGetPartById(id, out var part) && put.Add(part):
                Foreign(part);
                break;
        }
    }

    /// <summary>A file of another kind that a program put in whole; each once.</summary>
    private void Foreign(OpenXmlPart part)
    {
        using var stream = new CountedStream(part.GetStream(), MaxForeignBytes);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var name = Path.GetFileName(part.Uri.OriginalString);
        context.AddInside(
            copy.ToArray(), Path.HasExtension(name) ? name : name + "." + part.ContentType.Split('/', '+', ';')[1], what: null);
    }

    private void Blocks(OpenXmlElement container, int depth)
    {
        foreach (var child in container.ChildElements)
        {
            if (builder.IsFull)
                break;
            Block(child, depth);
        }
    }

    private void Add(Paragraph paragraph, int depth)
    {
        var run = new WordRun(notes, runStyles, main);
        run.ReadWhole(paragraph);
        if (run.BreakBefore || WordStyles.BreaksPage(paragraph))
            NextPage();
        var style = styles.Find(paragraph);
        var number = numbering.Next(paragraph, style);
        if (style.HeadingLevel > 0)
            builder.Heading(style.HeadingLevel, number is { IsBullet: false } ? $"{number.Text} {run.Content}" : run.Content);
        else if (number is not null && !string.IsNullOrWhiteSpace(run.Content))
            builder.Add(BlockKind.ListItem, $"{number.Text} {run.Content.Trim()}", indent: 2 * number.Level);
        else
            builder.Add(style.IsCode ? BlockKind.Code : BlockKind.Paragraph, run.Content);
        if (depth < MaxTableDepth)
        {
            foreach (var box in run.Boxes)
                Blocks(box, depth + 1);
        }

        foreach (var table in run.Tables)
            builder.Add(BlockKind.Table, table);
        foreach (var note in run.Notes)
            builder.Add(BlockKind.Paragraph, note);
        for (var i = 0; i < run.BreaksAfter; i++)
            NextPage();
    }

    /// <summary>A table of one cell frames what it holds.</summary>
    private void Add(Table table, int depth)
    {
        var rows = table.Descendants<TableRow>().Where(r => r.Ancestors<Table>().FirstOrDefault() == table).ToList();
        if (rows.Count == 1 && WordTable.Cells(rows[0]).Take(2).ToList() is [var only] && depth < MaxTableDepth)
        {
            Blocks(only, depth + 1);
            return;
        }

        var notesInside = new List<string>();
        builder.Add(BlockKind.Table, WordTable.ToMarkdown(rows, cell => CellText(cell, notesInside)));
        foreach (var note in notesInside)
            builder.Add(BlockKind.Paragraph, note);
        if (hasPages && table.Descendants<LastRenderedPageBreak>().Any())
            NextPage();
    }

    private string CellText(OpenXmlElement cell, List<string> notesInside)
    {
        var texts = new List<string>();
        foreach (var paragraph in cell.Descendants<Paragraph>().Where(p => !p.Ancestors<AlternateContentFallback>().Any()))
        {
            var run = new WordRun(notes, runStyles, main);
            run.ReadWhole(paragraph);
            var number = numbering.Next(paragraph, styles.Find(paragraph));
            texts.Add(number is null ? run.Content : $"{number.Text} {run.Content}");
            notesInside.AddRange(run.Notes);
        }

        return string.Join(' ', texts);
    }

    /// <summary>Word notes a page's end after a break that was set: two signs of one page end count once.</summary>
    private void NextPage()
    {
        if (!hasPages || !builder.PageHasBlocks)
            return;
        pageDone(builder.CurrentPage!.Value);
        builder.StartPage(builder.CurrentPage.Value + 1);
    }

    /// <summary>Headers and footers, each text once.</summary>
    private void Marginal(IEnumerable<OpenXmlCompositeElement?> parts)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in parts.OfType<OpenXmlCompositeElement>().Where(p => seen.Add(p.InnerText)))
            Blocks(part, 0);
    }

    private static bool HasPages(MainDocumentPart main)
    {
        using var reader = OpenXmlReader.Create(main);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(LastRenderedPageBreak) || reader.ElementType == typeof(PageBreakBefore)
                || (reader.ElementType == typeof(Break) && reader.Attributes.Any(a => a is { LocalName: "type", Value: "page" })))
            {
                return true;
            }
        }

        return false;
    }
}
