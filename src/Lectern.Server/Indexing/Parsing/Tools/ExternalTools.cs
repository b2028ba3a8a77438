namespace Lectern.Server.Indexing.Parsing.Tools;

/// <summary>
/// Programs that do what no library does, found on the PATH. Lectern runs without them, and says what it then cannot do.
/// </summary>
internal static class ExternalTools
{
    /// <summary>OCR (Debian: <c>tesseract-ocr</c>).</summary>
    public static string? Tesseract { get; } = Find("tesseract");

    /// <summary>Page images of PDF (Debian: <c>poppler-utils</c>).</summary>
    public static string? PdfToPpm { get; } = Find("pdftoppm");

    /// <summary>
    /// Office files as PDF, for their page images (Debian: <c>libreoffice-writer</c>, <c>-calc</c>, <c>-impress</c>).
    /// </summary>
    public static string? LibreOffice { get; } = Find("soffice");

    /// <summary>Pictures of phones as JPEG (Debian: <c>libheif-examples</c>).</summary>
    public static string? HeifConvert { get; } = Find("heif-convert");

    /// <summary>Limits on a program's memory and time (util-linux).</summary>
    public static string? Prlimit { get; } = Find("prlimit");

    /// <summary>A process group of its own, which can be ended whole (util-linux).</summary>
    public static string? SetSid { get; } = Find("setsid");

    /// <summary>Those that are there.</summary>
    public static IEnumerable<string> Found() =>
        new[] { Tesseract, PdfToPpm, LibreOffice, HeifConvert, Prlimit, SetSid }.OfType<string>();

    /// <summary>One sentence for each program that is not there.</summary>
    public static IEnumerable<string> Missing() => Missing(Found().Select(f => Path.GetFileName(f)).ToHashSet());

    /// <param name="found">The names of those that are there.</param>
    internal static IEnumerable<string> Missing(IReadOnlySet<string> found)
    {
        if (!found.Contains("tesseract"))
            yield return "Tesseract is not installed: scanned pages and images are kept without text (Debian: tesseract-ocr).";
        if (!found.Contains("pdftoppm"))
        {
            yield return "pdftoppm is not installed: there are no page screenshots, and scanned pages are kept without text "
                + "(Debian: poppler-utils).";
        }

        if (!found.Contains("soffice"))
        {
            yield return "LibreOffice is not installed: office files have no page screenshots, and those of before 2007 are not "
                + "read (Debian: libreoffice-writer, -calc, -impress).";
        }

        if (!found.Contains("heif-convert"))
        {
            yield return "heif-convert is not installed: pictures of phones (HEIC) and AVIF are not read "
                + "(Debian: libheif-examples).";
        }

        if (!found.Contains("prlimit"))
        {
            yield return "prlimit is not installed: the programs that read documents have no limit of their own on memory and "
                + "processor time (Debian: util-linux).";
        }

        if (!found.Contains("setsid"))
        {
            yield return "setsid is not installed: what the programs that read documents start may outlive them "
                + "(Debian: util-linux).";
        }
    }

    private static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
