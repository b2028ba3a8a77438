using System.Text;

namespace Lectern.Server.Indexing.Parsing.Tools;

/// <summary>
/// Pictures of phones (HEIC) and AVIF, which <c>heif-convert</c> makes into JPEG where it is installed, upright as they are
/// shown. It works on files: they stand in the worker's own folder.
/// </summary>
internal static class HeifImage
{
    private const int MaxBytes = 128 * 1024 * 1024;
    private const int MaxWords = 64 * 1024;
    private const int CpuSeconds = 20;
    private const long MemoryBytes = 1024L * 1024 * 1024;
    private const string Quality = "92";

    private static readonly string[] Brands = ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif", "avis"];

    public static bool Is(ReadOnlySpan<byte> content) => content.Length > 12 && content[4..8].SequenceEqual("ftyp"u8)
        && Brands.Contains(Encoding.ASCII.GetString(content[8..12]));

    /// <returns>The first picture in it as JPEG; null where the program is not there, or cannot read it.</returns>
    public static byte[]? ToJpeg(byte[] content)
    {
        if (ExternalTools.HeifConvert is not { } program)
            return null;
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "heif"));
        try
        {
            var (source, made) = (Path.Combine(folder.FullName, "picture.heic"), Path.Combine(folder.FullName, "picture.jpg"));
            File.WriteAllBytes(source, content);
            ToolProcess.Run(
                program, ["-q", Quality, source, made], ReadOnlyMemory<byte>.Empty, output => Ocr.Bytes(output, MaxWords),
                CpuSeconds, MemoryBytes);

            // Of several pictures each has its number in its name.
            var first = folder.GetFiles("picture*.jpg").OrderBy(f => f.Name.Length).ThenBy(f => f.Name, StringComparer.Ordinal)
                .FirstOrDefault();
            return first is null || first.Length is 0 or > MaxBytes ? null : File.ReadAllBytes(first.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
