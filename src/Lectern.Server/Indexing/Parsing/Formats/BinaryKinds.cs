using Lectern.Server.Indexing.Parsing.Tools;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>Names files that cannot be read, by their first bytes, and says what to do.</summary>
internal static class BinaryKinds
{
    private static readonly (byte[] Start, string Name)[] Others =
    [
        ("Rar!"u8.ToArray(), "a RAR archive: unpack it and upload the files in it"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive: unpack it and upload the files in it"),
        ("BZh"u8.ToArray(), "a bzip2 archive: unpack it and upload the file in it"),
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], "an xz archive: unpack it and upload the file in it"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a zstd archive: unpack it and upload the file in it"),
        ("SQLite format 3\0"u8.ToArray(), "a database (SQLite): export what it holds as CSV"),
        ("ID3"u8.ToArray(), "a sound file, which has no text"),
        ("OggS"u8.ToArray(), "a sound or video file, which has no text"),
        ("fLaC"u8.ToArray(), "a sound file, which has no text"),
        ([0x1A, 0x45, 0xDF, 0xA3], "a video file, which has no text"),
        ([0x7F, (byte)'E', (byte)'L', (byte)'F'], "a program"),
        ("MZ"u8.ToArray(), "a program"),
        ("AT&TFORM"u8.ToArray(), "a DjVu book: save it as PDF and upload that"),
        ("\0\0\0\fJXL "u8.ToArray(), "a JPEG XL picture: save it as JPEG and upload that"),
        ("\0\0\0\fjP  "u8.ToArray(), "a JPEG 2000 picture: save it as JPEG and upload that"),
        ("8BPS"u8.ToArray(), "a Photoshop picture: save it as JPEG or PDF and upload that"),
        ("%!PS"u8.ToArray(), "a PostScript file: save it as PDF and upload that"),
    ];

    private static string WithoutConverter =>
        ExternalTools.HeifConvert is null ? ", or have heif-convert installed beside Lectern" : "";

    /// <returns>Such as "a HEIC picture: save it as JPEG"; null for what is not known.</returns>
    public static string? Of(ReadOnlySpan<byte> content)
    {
        if (content.Length > 12 && content[4..8].SequenceEqual("ftyp"u8))
            return HeifImage.Is(content) ? Picture(content) : "a video or sound file, which has no text";
        if (content.Length > 12 && content.StartsWith("RIFF"u8) && !content[8..12].SequenceEqual("WEBP"u8))
            return "a sound or video file, which has no text";
        foreach (var (start, name) in Others)
        {
            if (content.StartsWith(start))
                return name;
        }

        return null;
    }

    private static string Picture(ReadOnlySpan<byte> content) =>
        $"{(content[8..11].SequenceEqual("avi"u8) ? "an AVIF" : "a HEIC")} picture, which cannot be read: save it as JPEG and "
        + "upload that" + WithoutConverter;
}
