using SkiaSharp;

namespace Lectern.Server.Indexing.Parsing.Tools;

/// <summary>Pictures as they are shown: a camera notes how it was held, and the picture is turned by that.</summary>
internal static class UprightImage
{
    private const long MaxPixels = 40_000_000;

    /// <summary>What Tesseract reads as it is.</summary>
    private static readonly SKEncodedImageFormat[] Plain =
        [SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Png, SKEncodedImageFormat.Bmp];

    /// <summary>The picture as it is where it stands upright, else turned, as PNG; one that is no picture as it is.</summary>
    public static byte[] Of(byte[] content)
    {
        using var codec = SKCodec.Create(new SKMemoryStream(content));
        if (codec is null || (codec.EncodedOrigin is SKEncodedOrigin.TopLeft && Plain.Contains(codec.EncodedFormat)))
            return content;
        if ((long)codec.Info.Width * codec.Info.Height > MaxPixels)
            return content;
        using var bitmap = Decode(codec);
        if (bitmap is null)
            return content;
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data?.ToArray() ?? content;
    }

    /// <returns>Null when it is damaged.</returns>
    public static SKBitmap? Decode(SKCodec codec)
    {
        var origin = codec.EncodedOrigin;
        var bitmap = SKBitmap.Decode(codec);
        if (bitmap is null || origin is SKEncodedOrigin.TopLeft)
            return bitmap;
        using (bitmap)
        {
            var (width, height) = (bitmap.Width, bitmap.Height);
            var isTurned = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom
                or SKEncodedOrigin.LeftBottom;
            var upright = new SKBitmap(isTurned ? height : width, isTurned ? width : height, bitmap.ColorType, bitmap.AlphaType);
            using var canvas = new SKCanvas(upright);
            canvas.SetMatrix(Matrix(origin, width, height));
            canvas.DrawBitmap(bitmap, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest));
            return upright;
        }
    }

    /// <summary>From the stored picture's points to those of the shown one.</summary>
    private static SKMatrix Matrix(SKEncodedOrigin origin, int width, int height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
