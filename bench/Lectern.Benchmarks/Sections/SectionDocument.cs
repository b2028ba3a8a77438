using Lectern.Benchmarks.Claims.Swaps;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;

namespace Lectern.Benchmarks.Sections;

/// <summary>A real document as the server reads it.</summary>
internal sealed record SectionDocument(string Path, ParsedDocument Parsed)
{
    /// <summary>Shorter ones have no sections; longer ones would be all of the index.</summary>
    private const int MinCharacters = 300;
    private const int MaxCharacters = 1_000_000;

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Those of one half, the same halves that claims have.</summary>
    public static IReadOnlyList<SectionDocument> Read(string folder, bool isAside) =>
    [
        .. Directory.GetFiles(folder).Order(StringComparer.Ordinal)
            .Where(f => SourcePassages.IsAside(System.IO.Path.GetFileName(f)) == isAside)
            .Select(Read).OfType<SectionDocument>()
            .Where(d => d.Parsed.Text.Length is >= MinCharacters and <= MaxCharacters),
    ];

    /// <summary>A block's text without what Markdown puts before it.</summary>
    public string TextOf(TextBlock block) =>
        Parsed.Text.Substring(block.Start, block.Length).Trim().TrimStart('#', '-', '*', '•', ' ').Trim();

    private static SectionDocument? Read(string path)
    {
        try
        {
            var name = System.IO.Path.GetFileName(path);
            var (parsed, _) = FileFormats.Parse(File.ReadAllBytes(path), name, new ParseLimits(), _ => { });
            return new SectionDocument(path, parsed);
        }
        catch (UnreadableFileException)
        {
            return null;
        }
    }
}
