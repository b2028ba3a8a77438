using System.Buffers.Binary;
using System.Text;

namespace Lectern.Tests.Indexing.Reading;

/// <summary>Writes compound files (OLE): every stream in sectors of its own.</summary>
internal static class CompoundWriter
{
    private const int SectorBytes = 512;
    private const uint Last = 0xFFFFFFFE;
    private const uint None = 0xFFFFFFFF;

    /// <param name="streams">By path, such as <c>folder/stream</c>.</param>
    public static byte[] Write(params (string Path, byte[] Content)[] streams)
    {
        var folders = streams.Select(s => s.Path.Split('/')).Where(p => p.Length > 1).Select(p => p[0]).Distinct().ToList();
        var entries = new List<Entry> { new("Root Entry", 5) };
        entries.AddRange(folders.Select(f => new Entry(f, 1)));
        foreach (var (path, content) in streams)
            entries.Add(new Entry(path.Split('/')[^1], 2) { Content = content });
        Link(entries[0], [.. folders.Select(f => entries.Find(e => e.Name == f)!),
            .. streams.Where(s => !s.Path.Contains('/', StringComparison.Ordinal))
            .Select(s => entries.Last(e => e.Name == s.Path))], entries);
        foreach (var folder in folders)
        {
            var inside = streams.Where(s => s.Path.StartsWith(folder + "/", StringComparison.Ordinal)).Select(
                s => entries.Last(e => e.Content == s.Content)).ToList();
            Link(entries.Find(e => e.Name == folder)!, inside, entries);
        }

        var directorySectors = ((entries.Count * 128) + SectorBytes - 1) / SectorBytes;
        var table = new List<uint> { 0xFFFFFFFD };
        table.AddRange(Enumerable.Range(2, directorySectors - 1).Select(s => (uint)s).Append(Last));
        var body = new MemoryStream();
        foreach (var entry in entries.Where(e => e.Content is { Length: > 0 }))
        {
            entry.Start = (uint)table.Count;
            var sectors = (entry.Content!.Length + SectorBytes - 1) / SectorBytes;
            table.AddRange(Enumerable.Range(table.Count + 1, sectors - 1).Select(s => (uint)s).Append(Last));
            body.Write(entry.Content);
            body.Write(new byte[(sectors * SectorBytes) - entry.Content.Length]);
        }

        var file = new byte[SectorBytes * (2 + directorySectors)];
        ((byte[])[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(file, 0);
        (file[26], file[30], file[32], file[44]) = (3, 9, 6, 1);
        Put(file, 48, 1);
        Put(file, 60, Last);
        Put(file, 68, Last);
        for (var i = 1; i < 109; i++)
            Put(file, 76 + (4 * i), None);
        for (var i = 0; i < SectorBytes / 4; i++)
            Put(file, SectorBytes + (4 * i), i < table.Count ? table[i] : None);
        for (var i = 0; i < entries.Count; i++)
            entries[i].Write(file.AsSpan((2 * SectorBytes) + (128 * i), 128));
        return [.. file, .. body.ToArray()];
    }

    private static void Link(Entry parent, List<Entry> children, List<Entry> entries)
    {
        if (children.Count > 0)
            parent.Child = (uint)entries.IndexOf(children[0]);
        for (var i = 1; i < children.Count; i++)
            children[i - 1].Right = (uint)entries.IndexOf(children[i]);
    }

    private static void Put(byte[] file, int at, uint number) =>
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), number);

    private sealed class Entry(string name, byte type)
    {
        public string Name => name;

        public byte[]? Content { get; init; }

        public uint Right { get; set; } = None;

        public uint Child { get; set; } = None;

        public uint Start { get; set; }

        public void Write(Span<byte> place)
        {
            var letters = Encoding.Unicode.GetBytes(name);
            letters.CopyTo(place);
            place[64] = (byte)(letters.Length + 2);
            place[66] = type;
            BinaryPrimitives.WriteUInt32LittleEndian(place[68..], None);
            BinaryPrimitives.WriteUInt32LittleEndian(place[72..], Right);
            BinaryPrimitives.WriteUInt32LittleEndian(place[76..], Child);
            BinaryPrimitives.WriteUInt32LittleEndian(place[116..], Start);
            BinaryPrimitives.WriteUInt32LittleEndian(place[120..], (uint)(Content?.Length ?? 0));
        }
    }
}
