using System.Globalization;
using SkiaSharp;

namespace Lectern.Server.Indexing.Parsing.Tools;

/// <summary>
/// Hands on the pictures of a file's pages within a number of bytes: one that takes more than its share of what is left is made
/// coarser, and when all is used up the drawing ends. Thread-safe.
/// </summary>
/// <param name="maxBytes">Of all pictures together.</param>
/// <param name="pages">How many there will be.</param>
/// <param name="pageDone">Gets each page's number and JPEG; nothing in place of a picture that was none of its page's.</param>
internal sealed class PictureBudget(long maxBytes, int pages, Action<int, byte[]> pageDone)
{
    /// <summary>Of pictures, as far as one is taken apart to be made coarser.</summary>
    private const long MaxPixels = 40_000_000;

    /// <summary>What part of its size at quality 80 a picture keeps, about.</summary>
    private static readonly (double Part, int Quality)[] Qualities = [(0.7, 60), (0.5, 40), (0.35, 25), (0, 10)];

    private readonly Lock gate = new();
    private readonly Dictionary<int, long> sizes = [];
    private long used;

    public static string TooLarge(long maxBytes) => string.Create(
        CultureInfo.InvariantCulture,
        $"Not all pages have a screenshot: they would take more than the {maxBytes:N0} bytes of LECTERN_MAX_SCREENSHOT_BYTES.");

    /// <summary>Takes a page's picture, in place of one that it may have had.</summary>
    /// <exception cref="UnreadableFileException">There is no room for it.</exception>
    public void Add(int page, byte[] jpeg)
    {
        var share = Share(page);
        var fitting = jpeg.Length > share ? Coarser(jpeg, share) : jpeg;
        lock (gate)
        {
            if (used - sizes.GetValueOrDefault(page) + fitting.Length > maxBytes)
                throw new UnreadableFileException(TooLarge(maxBytes));
            Put(page, fitting.Length);
        }

        pageDone(page, fitting);
    }

    /// <summary>The picture that a page had was another's.</summary>
    public void Drop(int page)
    {
        lock (gate)
        {
            if (!sizes.ContainsKey(page))
                return;
            Put(page, 0);
        }

        pageDone(page, []);
    }

    private long Share(int page)
    {
        lock (gate)
        {
            var others = sizes.Count - (sizes.ContainsKey(page) ? 1 : 0);
            return (maxBytes - used + sizes.GetValueOrDefault(page)) / Math.Max(1, pages - others);
        }
    }

    private void Put(int page, long size)
    {
        used += size - sizes.GetValueOrDefault(page);
        sizes[page] = size;
    }

    /// <summary>Of the same resolution, as its words' boxes are kept for that.</summary>
    private static byte[] Coarser(byte[] jpeg, long share)
    {
        using var codec = SKCodec.Create(new SKMemoryStream(jpeg));
        if (codec is null || (long)codec.Info.Width * codec.Info.Height > MaxPixels)
            return jpeg;
        using var bitmap = SKBitmap.Decode(codec);
        if (bitmap is null)
            return jpeg;
        var quality = Qualities.First(q => (double)share / jpeg.Length >= q.Part).Quality;
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, quality);
        return data is not null && data.Size < jpeg.Length ? data.ToArray() : jpeg;
    }
}
