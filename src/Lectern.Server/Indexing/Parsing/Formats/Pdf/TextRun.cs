namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>Words of one row that stand together: a line of prose, or what a table's cell has on one line.</summary>
internal sealed class TextRun
{
    /// <param name="words">From left to right, at least one.</param>
    /// <param name="row">Number of the row, from the top.</param>
    public TextRun(IReadOnlyList<PdfWord> words, int row)
    {
        (Words, Row) = (words, row);
        var box = words[0].Line;
        var (size, line, bold) = (0.0, words[0].Base, 0);
        foreach (var word in words)
        {
            box = box.Union(word.Line);
            Characters += word.Text.Length + 1;
            bold += word.IsBold ? word.Text.Length + 1 : 0;
            if (word.Size > size)
                (size, line) = (word.Size, word.Base);
        }

        Characters--;
        (Box, Size, Base, IsBold, Origin) = (box, size, line, bold * 2 > Characters, this);
    }

    private TextRun(TextRun turned, Box box)
    {
        (Words, Row, Box, Size, Base) = (turned.Words, turned.Row, box, turned.Size, box.Bottom);
        (IsBold, Characters, Origin) = (turned.IsBold, turned.Characters, turned);
    }

    public IReadOnlyList<PdfWord> Words { get; }

    public int Row { get; }

    /// <summary>Of the line, whatever its letters.</summary>
    public Box Box { get; }

    public double Size { get; }

    /// <summary>The baseline, counted down.</summary>
    public double Base { get; }

    public bool IsBold { get; }

    /// <summary>With the spaces between the words.</summary>
    public int Characters { get; }

    /// <summary>Whether it belongs to a paragraph of several full lines.</summary>
    public bool IsProse { get; set; }

    public double Left => Box.Left;

    public double Right => Box.Right;

    /// <summary>Whether digits are most of what it says, as in amounts, dates and ranges.</summary>
    public bool IsNumeric
    {
        get
        {
            var (digits, letters) = (0, 0);
            foreach (var word in Words)
            {
                foreach (var c in word.Text)
                {
                    digits += char.IsDigit(c) ? 1 : 0;
                    letters += char.IsLetter(c) ? 1 : 0;
                }
            }

            return digits > 0 && digits >= letters;
        }
    }

    /// <summary>The run that it was cut from, or itself.</summary>
    public TextRun Origin { get; private init; }

    /// <summary>The words before one of them, and those from it on.</summary>
    public (TextRun Before, TextRun From) Cut(int at) =>
        (new TextRun([.. Words.Take(at)], Row) { Origin = Origin }, new TextRun([.. Words.Skip(at)], Row) { Origin = Origin });

    /// <summary>The same words, standing where another frame sees them.</summary>
    public TextRun Turned(Box box) => new(this, box);
}
