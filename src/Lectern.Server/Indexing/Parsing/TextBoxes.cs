namespace Lectern.Server.Indexing.Parsing;

/// <summary>Where a stretch of the text stands on its page.</summary>
/// <param name="Start">
/// Offset in the text; in UTF-16 units within a block, in Unicode code points of the whole text once encoded.
/// </param>
/// <param name="X">From the displayed page's left edge to the rectangle's, in points.</param>
/// <param name="Y">From the displayed page's top edge to the rectangle's, in points.</param>
internal readonly record struct TextBox(int Start, int Length, double X, double Y, double Width, double Height)
{
    public int End => Start + Length;
}

/// <summary>The boxes of one page in a compact form, about ten bytes each.</summary>
/// <param name="Page">From 1.</param>
/// <param name="Start">The first box's offset in Unicode code points.</param>
/// <param name="End">The last box's end, exclusive.</param>
internal sealed record PageBoxes(int Page, int Start, int End, byte[] Data)
{
    /// <summary>Coordinates are kept in quarters of a point: a page of 200 inches fits in 16 bits.</summary>
    private const double Unit = 4;

    /// <param name="boxes">In order of <see cref="TextBox.Start"/>, not overlapping in the text; at least one.</param>
    public static PageBoxes Encode(int page, IReadOnlyList<TextBox> boxes)
    {
        using var data = new MemoryStream(boxes.Count * 11);
        using var writer = new BinaryWriter(data);
        var end = boxes[0].Start;
        foreach (var box in boxes)
        {
            writer.Write7BitEncodedInt(box.Start - end);
            writer.Write7BitEncodedInt(box.Length);
            writer.Write(Quarters(box.X));
            writer.Write(Quarters(box.Y));
            writer.Write(Quarters(box.Width));
            writer.Write(Quarters(box.Height));
            end = box.End;
        }

        writer.Flush();
        return new PageBoxes(page, boxes[0].Start, end, data.ToArray());
    }

    public IEnumerable<TextBox> Decode()
    {
        using var reader = new BinaryReader(new MemoryStream(Data, writable: false));
        var end = Start;
        while (reader.BaseStream.Position < Data.Length)
        {
            var start = end + reader.Read7BitEncodedInt();
            var length = reader.Read7BitEncodedInt();
            yield return new TextBox(
                start, length, reader.ReadUInt16(
                    ) / Unit, reader.ReadUInt16() / Unit, reader.ReadUInt16() / Unit, reader.ReadUInt16() / Unit);
            end = start + length;
        }
    }

    private static ushort Quarters(double points) =>
        double.IsNaN(points) ? (ushort)0 : (ushort)Math.Clamp(Math.Round(points * Unit), 0, ushort.MaxValue);
}
