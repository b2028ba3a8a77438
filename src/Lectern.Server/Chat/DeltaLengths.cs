namespace Lectern.Server.Chat;

/// <summary>
/// The lengths of the deltas that a whole <c>text</c> or <c>thinking</c> replaced: UTF-16 units, each as a LEB128 varint. With
/// n of them the deltas had the n sequence numbers before the whole event's own.
/// </summary>
internal static class DeltaLengths
{
    public static byte[] Encode(IEnumerable<int> lengths)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var length in lengths)
            writer.Write7BitEncodedInt(length);
        return bytes.ToArray();
    }

    public static IReadOnlyList<int> Decode(byte[] encoded)
    {
        var lengths = new List<int>();
        using var bytes = new MemoryStream(encoded);
        using var reader = new BinaryReader(bytes);
        while (bytes.Position < bytes.Length)
            lengths.Add(reader.Read7BitEncodedInt());
        return lengths;
    }
}
