using System.Buffers.Binary;
using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats.Compound;

/// <summary>
/// A compound file (OLE): storages and streams, as a file system in a file. Every chain of sectors is followed for no more
/// steps than there are sectors, so a damaged one ends; and streams that share sectors are read while they are not longer than
/// the file several times over.
/// </summary>
internal sealed class CompoundFile
{
    private const int HeaderBytes = 512;
    private const int EntryBytes = 128;
    private const int MaxEntries = 100_000;

    /// <summary>Of the file's length; a stream is read once or twice.</summary>
    private const int MostRead = 4;
    private const int MaxFree = 64 * 1024;
    private const uint LastSector = 0xFFFFFFFA;
    private const uint NoEntry = 0xFFFFFFFF;

    private readonly byte[] content;
    private readonly int sectorBytes;
    private readonly int smallBytes;
    private readonly uint smallBelow;
    private readonly List<uint> next = [];
    private readonly List<uint> nextSmall = [];
    private readonly byte[] small;
    private long left;

    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public CompoundFile(byte[] content)
    {
        this.content = content;
        if (content.Length < HeaderBytes)
            throw new InvalidDataException("it is cut off.");
        var (shift, smallShift) = (content[30], content[32]);
        if (shift is < 7 or > 16 || smallShift is < 4 or > 12)
            throw new InvalidDataException("its sectors have no size.");
        (sectorBytes, smallBytes, smallBelow) = (1 << shift, 1 << smallShift, Number(56));
        left = (MostRead * (long)content.Length) + MaxFree;
        foreach (var sector in TableSectors())
            AddNumbers(Sector(sector), next);
        foreach (var sector in Chain(Number(60), next))
            AddNumbers(Sector(sector), nextSmall);
        var entries = Entries(Join(Number(48)));
        if (entries.Count == 0)
            throw new InvalidDataException("it has no directory.");
        small = Join(entries[0].Start);
        Root = Tree(entries);
    }

    public CompoundEntry Root { get; }

    /// <returns>Nothing of it where the streams that were read are longer than the file can be.</returns>
    public byte[] Read(CompoundEntry stream)
    {
        if ((left -= Math.Min(stream.Size, content.Length)) < 0)
            return [];
        if (stream.Size >= smallBelow)
            return Join(stream.Start, stream.Size);
        using var joined = new MemoryStream();
        foreach (var sector in Chain(stream.Start, nextSmall))
        {
            var at = (long)sector * smallBytes;
            if (at + smallBytes > small.Length && at >= small.Length)
                break;
            joined.Write(small, (int)at, (int)Math.Min(smallBytes, small.Length - at));
        }

        return Cut(joined, stream.Size);
    }

    private static byte[] Cut(MemoryStream joined, long size)
    {
        joined.SetLength(Math.Min(joined.Length, size));
        return joined.ToArray();
    }

    private uint Number(int at) => BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(at));

    private ReadOnlySpan<byte> Sector(uint sector)
    {
        var at = ((long)sector + 1) * sectorBytes;
        return at >= content.Length ? [] : content.AsSpan((int)at, (int)Math.Min(sectorBytes, content.Length - at));
    }

    private static void AddNumbers(ReadOnlySpan<byte> sector, List<uint> numbers)
    {
        for (; sector.Length >= 4; sector = sector[4..])
            numbers.Add(BinaryPrimitives.ReadUInt32LittleEndian(sector));
    }

    /// <summary>Of the table of sectors: the first 109 are named in the header, the others in sectors of their own.</summary>
    private List<uint> TableSectors()
    {
        var sectors = new List<uint>();
        for (var i = 0; i < 109 && Number(76 + (4 * i)) < LastSector; i++)
            sectors.Add(Number(76 + (4 * i)));
        var more = Number(68);
        while (more < LastSector && sectors.Count <= content.Length / sectorBytes)
        {
            var named = new List<uint>();
            AddNumbers(Sector(more), named);
            if (named.Count == 0)
                break;
            sectors.AddRange(named.SkipLast(1).Where(s => s < LastSector));
            more = named[^1];
        }

        return sectors;
    }

    private IEnumerable<uint> Chain(uint start, List<uint> next)
    {
        var sector = start;
        var most = content.Length / (next == nextSmall ? smallBytes : sectorBytes);
        for (var steps = Math.Min(next.Count, most + 1); sector < next.Count && steps > 0; steps--)
        {
            yield return sector;
            sector = next[(int)sector];
        }
    }

    private byte[] Join(uint start, long size = long.MaxValue)
    {
        using var joined = new MemoryStream();
        foreach (var sector in Chain(start, next).TakeWhile(_ => joined.Length < size))
            joined.Write(Sector(sector));
        return Cut(joined, size);
    }

    private static List<RawEntry> Entries(byte[] directory)
    {
        var entries = new List<RawEntry>();
        for (var at = 0; at + EntryBytes <= directory.Length && entries.Count < MaxEntries; at += EntryBytes)
        {
            var entry = directory.AsSpan(at, EntryBytes);
            var length = Math.Clamp(BinaryPrimitives.ReadUInt16LittleEndian(entry[64..]) - 2, 0, 62);
            entries.Add(new RawEntry(
                Encoding.Unicode.GetString(entry[..length]), BinaryPrimitives.ReadUInt32LittleEndian(entry[68..]),
                BinaryPrimitives.ReadUInt32LittleEndian(entry[72..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[76..]),
                BinaryPrimitives.ReadUInt32LittleEndian(entry[116..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[120..])));
        }

        return entries;
    }

    /// <summary>What a storage holds is a tree of its own; each entry is taken once.</summary>
    private static CompoundEntry Tree(List<RawEntry> entries)
    {
        var made = new Dictionary<uint, CompoundEntry> { [0] = new(entries[0].Name, entries[0].Start, entries[0].Size) };
        var waiting = new Stack<(uint Entry, CompoundEntry Storage)>([(entries[0].Child, made[0])]);
        while (waiting.TryPop(out var place))
        {
            var (at, storage) = place;
            if (at == NoEntry || at >= entries.Count || made.ContainsKey(at))
                continue;
            var raw = entries[(int)at];
            var entry = made[at] = new CompoundEntry(raw.Name, raw.Start, raw.Size);
            storage.Children.TryAdd(raw.Name, entry);
            waiting.Push((raw.Left, storage));
            waiting.Push((raw.Right, storage));
            waiting.Push((raw.Child, entry));
        }

        return made[0];
    }

    private readonly record struct RawEntry(string Name, uint Left, uint Right, uint Child, uint Start, uint Size);
}
