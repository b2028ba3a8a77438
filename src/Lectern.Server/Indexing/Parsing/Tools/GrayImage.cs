using System.Text;

namespace Lectern.Server.Indexing.Parsing.Tools;

/// <summary>A grey image as pdftoppm writes it. Sample: <c>P5\n2480 3508\n255\n</c>, then a byte a pixel.</summary>
/// <param name="File">The whole file.</param>
internal sealed record GrayImage(int Width, int Height, byte[] File, int PixelsAt)
{
    /// <summary>A page whose darkest and lightest pixels are this near is blank.</summary>
    private const int BlankContrast = 24;
    private const byte Light = 190;
    private const double LightShare = 0.6;

    public bool IsBlank()
    {
        var pixels = File.AsSpan(PixelsAt, Width * Height);
        byte low = 255, high = 0;
        foreach (var pixel in pixels)
        {
            low = Math.Min(low, pixel);
            high = Math.Max(high, pixel);
        }

        return high - low < BlankContrast;
    }

    /// <summary>Whether most of it is light, as paper is and photographs are not.</summary>
    public bool IsMostlyLight()
    {
        var light = 0;
        foreach (var pixel in File.AsSpan(PixelsAt, Width * Height))
            light += pixel >= Light ? 1 : 0;
        return light >= Width * (long)Height * LightShare;
    }

    /// <summary>The image upside down.</summary>
    public byte[] Turned()
    {
        var turned = (byte[])File.Clone();
        turned.AsSpan(PixelsAt, Width * Height).Reverse();
        return turned;
    }

    /// <exception cref="InvalidDataException">It is no such image.</exception>
    public static GrayImage Parse(byte[] file)
    {
        var header = Encoding.ASCII.GetString(file, 0, Math.Min(file.Length, 64)).Split((char[])['\n', ' '], 5);
        if (header.Length < 5 || header[0] != "P5" || !int.TryParse(header[1], out var width)
            || !int.TryParse(header[2], out var height))
            throw new InvalidDataException("This is no grey image.");
        var at = header[0].Length + header[1].Length + header[2].Length + header[3].Length + 4;
        if (width < 1 || height < 1 || file.Length - at < (long)width * height)
            throw new InvalidDataException("The image is cut off.");
        return new GrayImage(width, height, file, at);
    }
}
