using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace Lectern.Server.Retrieval.Vectors;

/// <summary>
/// The chunks of one generation of an index, as searching them needs it: ids, files and int8 vectors, mapped from a file. A chunk is
/// named by its ordinal, 0 to Count - 1, in the order of ids; the chunks of a file follow each other. Thread-safe until disposed.
/// </summary>
/// <remarks>Little-endian: "LECTCAT1", generation (8 bytes), count, dimensions (4 each), ids (8 × count), files (4 × count), scales
/// (4 × count), vectors (dimensions × count).</remarks>
internal sealed unsafe class ChunkCatalog : IDisposable
{
    private const int HeaderBytes = 24;
    private static ReadOnlySpan<byte> Magic => "LECTCAT1"u8;

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* start;

    private ChunkCatalog(MemoryMappedFile file, MemoryMappedViewAccessor view)
    {
        (this.file, this.view) = (file, view);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        Generation = *(long*)(start + 8);
        Count = *(int*)(start + 16);
        Dimensions = *(int*)(start + 20);
    }

    public long Generation { get; }

    public int Count { get; }

    /// <summary>Of its vectors; 0 when it has none.</summary>
    public int Dimensions { get; }

    public long Bytes => Size(Count, Dimensions);

    /// <summary>Ids of the chunks in the database, ascending.</summary>
    public ReadOnlySpan<long> Ids => new(start + HeaderBytes, Count);

    /// <summary>The number of each chunk's file in the database.</summary>
    public ReadOnlySpan<int> Files => new(start + HeaderBytes + (8L * Count), Count);

    /// <summary>0 for a chunk without a vector.</summary>
    public ReadOnlySpan<float> Scales => new(start + HeaderBytes + (12L * Count), Count);

    /// <summary>-1 for an id that it has not.</summary>
    public int OrdinalOf(long id) => Math.Max(Ids.BinarySearch(id), -1);

    public sbyte* Vector(int ordinal) => (sbyte*)(start + HeaderBytes + (16L * Count) + ((long)ordinal * Dimensions));

    /// <summary>Cosines with every chunk, good to about 0.005.</summary>
    /// <param name="query">Of length 1, with <see cref="Dimensions"/> numbers.</param>
    public void Scan(ReadOnlySpan<float> query, Span<float> cosines)
    {
        var quantized = new sbyte[Dimensions];
        var queryScale = Int8Vector.Quantize(query, quantized);
        var wide = Array.ConvertAll(quantized, q => (short)q);
        var scales = Scales;
        for (var i = 0; i < cosines.Length; i++)
            cosines[i] = scales[i] == 0 ? 0 : Int8Vector.Dot(wide, Vector(i)) * scales[i] * queryScale;
    }

    /// <summary>Adds a chunk's vector, as its int8 has it.</summary>
    public void AddTo(int ordinal, Span<float> sum)
    {
        var vector = Vector(ordinal);
        var scale = Scales[ordinal];
        for (var i = 0; i < sum.Length; i++)
            sum[i] += vector[i] * scale;
    }

    /// <summary>Writes a catalog, whole or not at all.</summary>
    /// <param name="chunks">By ascending id; a vector is null or float32 as stored.</param>
    public static void Write(string path, long generation, int dimensions, IReadOnlyList<(long Id, int File)> chunks, Func<IEnumerable<byte[]?>> vectors)
    {
        var unfinished = path + ".new";
        using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            stream.Write(Magic);
            stream.Write(MemoryMarshal.AsBytes<long>([generation]));
            stream.Write(MemoryMarshal.AsBytes<int>([chunks.Count, dimensions]));
            stream.Write(MemoryMarshal.AsBytes<long>(chunks.Select(c => c.Id).ToArray()));
            stream.Write(MemoryMarshal.AsBytes<int>(chunks.Select(c => c.File).ToArray()));
            var scales = new float[chunks.Count];
            var scalesAt = stream.Position;
            stream.Write(MemoryMarshal.AsBytes<float>(scales));
            if (dimensions > 0)
                WriteVectors(stream, dimensions, scales, vectors());
            stream.Position = scalesAt;
            stream.Write(MemoryMarshal.AsBytes<float>(scales));
        }

        File.Move(unfinished, path, overwrite: true);
    }

    /// <returns>Null when there is no such file, or it is not whole.</returns>
    public static ChunkCatalog? Open(string path, long generation)
    {
        if (!File.Exists(path) || new FileInfo(path).Length < HeaderBytes)
            return null;
        try
        {
            var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            var view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            var catalog = new ChunkCatalog(file, view);
            var whole = new ReadOnlySpan<byte>(catalog.start, 8).SequenceEqual(Magic) && catalog.Generation == generation
                && new FileInfo(path).Length == catalog.Bytes;
            if (whole)
                return catalog;
            catalog.Dispose();
            return null;
        }
        catch (FileNotFoundException)
        {
            // A newer generation's swap has just removed it.
            return null;
        }
    }

    public void Dispose()
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }

    private static void WriteVectors(Stream stream, int dimensions, float[] scales, IEnumerable<byte[]?> vectors)
    {
        var quantized = new sbyte[dimensions];
        var i = 0;
        foreach (var vector in vectors)
        {
            Array.Clear(quantized);
            if (vector is not null)
                scales[i] = Int8Vector.Quantize(Int8Vector.Floats(vector), quantized);
            stream.Write(MemoryMarshal.AsBytes<sbyte>(quantized));
            i++;
        }
    }

    private static long Size(int count, int dimensions) => HeaderBytes + (16L * count) + ((long)count * dimensions);
}
