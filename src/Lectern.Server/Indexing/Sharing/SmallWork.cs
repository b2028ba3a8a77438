using Lectern.Server.Indexing.Parsing.Tools;
using Lectern.Server.Library;

namespace Lectern.Server.Indexing.Sharing;

/// <summary>
/// Which files of one sync may take the place that is kept for small work: those that look small, until one of their kind was
/// not. For one sync; not thread-safe.
/// </summary>
/// <param name="attachments">What the index stores beside the text.</param>
internal sealed class SmallWork(IReadOnlyList<string> attachments)
{
    /// <summary>What has not ended after this was not small. Starting a parser is in it.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    private const long MaxBytes = 256 * 1024;

    /// <summary>Each is read by OCR.</summary>
    private static readonly string[] Images = [".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".webp"];

    /// <summary>Each is made into a newer file by LibreOffice first.</summary>
    private static readonly string[] Old = [".doc", ".dot", ".xls", ".xlsb", ".ppt", ".pps"];

    private readonly HashSet<string> large = [.. Images, .. Old];

    public bool Is(SourceFile source) => source.Size <= MaxBytes && !large.Contains(Kind(source)) && !IsDrawnByOffice(source);

    /// <summary>A file took longer than <see cref="Budget"/>: the others of its kind are not believed.</summary>
    public void WasNot(SourceFile source) => large.Add(Kind(source));

    /// <summary>LibreOffice takes seconds to start.</summary>
    private bool IsDrawnByOffice(SourceFile source) =>
        attachments.Contains(AttachmentNames.Screenshots) && PageImages.IsOffice(source.DisplayName);

    private static string Kind(SourceFile source) => Path.GetExtension(source.DisplayName).ToLowerInvariant();
}
