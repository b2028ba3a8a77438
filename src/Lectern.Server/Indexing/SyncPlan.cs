using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;
using Lectern.Server.Indexing.Parsing.Tools;
using Lectern.Server.Library;

namespace Lectern.Server.Indexing;

/// <summary>What is different between a directory and an index over it.</summary>
/// <param name="ToParse">New, changed in content or kind, or read by another version of the parsers.</param>
/// <param name="ToDescribe">The same content under another name, UUID or metadata.</param>
/// <param name="ToRemove">Ids of files that the directory no longer has.</param>
internal sealed record SyncPlan(
    IReadOnlyList<SourceFile> ToParse, IReadOnlyList<SourceFile> ToDescribe, IReadOnlyList<string> ToRemove)
{
    private const int Large = 500;

    /// <summary>Too large to be kept beside any number of others.</summary>
    public bool IsLarge => Changes > Large;

    public bool HasChanges => Changes > 0;

    /// <summary>Files.</summary>
    public int Changes => ToParse.Count + ToDescribe.Count + ToRemove.Count;

    /// <param name="promiseOcr">Takes the pages that a file (its id) waits for, where more can be read with OCR now.</param>
    public static SyncPlan Make(
        IReadOnlyList<SourceFile> sources, IReadOnlyList<IndexedFile> indexed, Func<string, OcrLater, bool> promiseOcr)
    {
        var known = indexed.ToDictionary(f => f.DirectoryFileId, StringComparer.Ordinal);
        var parse = new List<SourceFile>();
        var describe = new List<SourceFile>();
        foreach (var source in sources)
        {
            if (!known.Remove(source.Id, out var file) || NeedsParsing(source, file, promiseOcr))
                parse.Add(source);
            else if (source.FileId != file.FileId || source.DisplayName != file.FileName || source.Metadata != file.MetadataJson)
                describe.Add(source);
        }

        return new SyncPlan(parse, describe, [.. known.Keys]);
    }

    /// <summary>
    /// A file that took too long is tried again: the machine may have been busy. So is one whose pages wanted OCR, or that wanted
    /// another program, once there is one.
    /// </summary>
    private static bool NeedsParsing(SourceFile source, IndexedFile file, Func<string, OcrLater, bool> promiseOcr) =>
        source.ContentHash != file.ContentHash
        || file.Reason == ParseReasons.Time
        || (file.Parser.Contains(FileFormats.WithoutOcr, StringComparison.Ordinal) && Ocr.IsAvailable
            && ExternalTools.PdfToPpm is not null)
        || LackingPrograms.AreThere(file.Parser)
        || !file.Parser.EndsWith("/" + FileFormats.Version, StringComparison.Ordinal)
        || Path.GetExtension(source.DisplayName) != Path.GetExtension(file.FileName)
        || (OcrLater.Of(file.Parser) is { } waiting && promiseOcr(source.Id, waiting));
}
