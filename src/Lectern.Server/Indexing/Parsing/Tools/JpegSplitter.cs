using System.Buffers.Binary;

namespace Lectern.Server.Indexing.Parsing.Tools;

/// <summary>
/// Reads JPEG files that follow each other on a stream, by their own marks: <c>FFD8</c>, segments with lengths, the scan's data
/// up to a mark that is none of the data's, <c>FFD9</c>.
/// </summary>
internal sealed class JpegSplitter(Stream stream, int maxBytes)
{
    private readonly byte[] buffer = new byte[128 * 1024];
    private int filled;
    private int at;

    /// <returns>Null at the end of the stream.</returns>
    /// <exception cref="InvalidDataException">What comes is no JPEG, or longer than allowed.</exception>
    public byte[]? Next()
    {
        using var image = new MemoryStream();
        if (!TryTake(image, out var first))
            return null;
        if (first != 0xFF || Take(image) != 0xD8)
            throw new InvalidDataException("This is no JPEG.");
        var mark = Mark(image);
        while (mark != 0xD9)
        {
            Segment(image);
            mark = mark == 0xDA ? Scan(image) : Mark(image);
        }

        return image.ToArray();
    }

    private byte Mark(MemoryStream image)
    {
        if (Take(image) != 0xFF)
            throw new InvalidDataException("The JPEG is damaged.");
        byte mark;
        do
            mark = Take(image);
        while (mark == 0xFF);
        return mark;
    }

    private void Segment(MemoryStream image)
    {
        Span<byte> size = [Take(image), Take(image)];
        for (var left = BinaryPrimitives.ReadUInt16BigEndian(size) - 2; left > 0; left--)
            Take(image);
    }

    /// <summary>In a scan FF00 is data, and FFD0 to FFD7 are marks of the scan's own.</summary>
    private byte Scan(MemoryStream image)
    {
        while (true)
        {
            while (Take(image) != 0xFF)
            {
                // Data.
            }

            var mark = Take(image);
            while (mark == 0xFF)
                mark = Take(image);
            if (mark is not (0 or (>= 0xD0 and <= 0xD7)))
                return mark;
        }
    }

    private byte Take(MemoryStream image) =>
        TryTake(image, out var value) ? value : throw new InvalidDataException("The JPEG is cut off.");

    private bool TryTake(MemoryStream image, out byte value)
    {
        value = 0;
        if (at == filled)
        {
            (at, filled) = (0, stream.Read(buffer));
            if (filled == 0)
                return false;
        }

        value = buffer[at++];
        if (image.Length > maxBytes)
            throw new InvalidDataException("The image is larger than allowed.");
        image.WriteByte(value);
        return true;
    }
}
