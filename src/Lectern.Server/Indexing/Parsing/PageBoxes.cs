namespace Lectern.Server.Indexing.Parsing;

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
            var (x, y) = (reader.ReadUInt16() / Unit, reader.ReadUInt16() / Unit);
            var (width, height) = (reader.ReadUInt16() / Unit, reader.ReadUInt16() / Unit);
            yield return new TextBox(start, length, x, y, width, height);
            end = start + length;
        }
    }

    private static ushort Quarters(double points) =>
        double.IsNaN(points) ? (ushort)0 : (ushort)Math.Clamp(Math.Round(points * Unit), 0, ushort.MaxValue);
}
