namespace Lectern.Server.Indexing.Parsing;

/// <summary>What a file may cost. A file that needs more fails alone, with the reason.</summary>
internal sealed record ParseLimits
{
    /// <summary>A file is read from memory, beside what is made of it.</summary>
    public long MaxFileBytes { get; init; } = 192L * 1024 * 1024;

    public int MaxCharacters { get; init; } = 12_000_000;

    public int MaxPages { get; init; } = 20_000;

    /// <summary>A page of a PDF that takes longer is left out and named; below <see cref="Silence"/>.</summary>
    public TimeSpan PageTime { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Without a finished page or the result.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(18);

    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(420);

    /// <summary>No page is given to OCR after this; those that are left are named as having no text.</summary>
    public TimeSpan OcrTime { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>How many pages of the file may be given to OCR.</summary>
    public OcrGrant Ocr { get; init; } = new(pages => pages);

    /// <summary>What the file lacked.</summary>
    public LackingPrograms Lacking { get; } = new();

    /// <summary>Managed heap of the child.</summary>
    public long HeapBytes { get; init; } = 450L * 1024 * 1024;

    /// <summary>Resident memory of the child; it is killed above.</summary>
    public long ResidentBytes { get; init; } = 600L * 1024 * 1024;

    /// <summary>A child that grew above this is replaced before the next file.</summary>
    public long ReuseBelowBytes { get; init; } = 300L * 1024 * 1024;

    /// <summary>An idle child is ended after this time.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(10);
}
