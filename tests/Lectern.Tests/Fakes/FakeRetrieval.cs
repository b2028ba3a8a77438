using System.Text.RegularExpressions;
using Lectern.Contracts;
using Lectern.Server.Platform;
using Lectern.Server.Retrieval;

namespace Lectern.Tests.Fakes;

/// <summary>
/// Retrieval over a few files in memory; a file's passages are its paragraphs, scored by the share of the query's words.
/// </summary>
internal sealed class FakeRetrieval : IRetrieval
{
    private readonly List<(string IndexId, string FileId, string Name, string Text)> files = [];

    /// <summary>Thrown by every call, for tests of faults.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Awaited by every retrieve, for tests of what runs at once.</summary>
    public Func<string, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Of every index.</summary>
    public long Generation { get; set; } = 1;

    public FakeRetrieval Add(string indexId, string fileId, string name, string text)
    {
        files.Add((indexId, fileId, name, text));
        return this;
    }

    public void Remove(string fileId) => files.RemoveAll(f => f.FileId == fileId);

    public async Task<FoundInIndex> RetrieveAsync(
        Scope scope, string indexId, RetrievalQuery query, CancellationToken cancellationToken)
    {
        await Before(query.Text, cancellationToken);
        Check(indexId);
        var words = Words(query.Text);
        return new FoundInIndex(
            Generation,
            [.. files.Where(f => f.IndexId == indexId && query.Filter?.File?.FileIds.Contains(f.FileId) != false)
                .SelectMany(f => Passages(f, words)).Where(p => p.Score > 0).OrderByDescending(p => p.Score).Take(query.TopK)]);
    }

    public Task<IReadOnlyList<FileFindEntry>> FindAsync(
        Scope scope, string indexId, string? fileName, string? fileNameContains, FileFindEntry? after, int limit,
        CancellationToken cancellationToken)
    {
        Check(indexId);
        return Task.FromResult<IReadOnlyList<FileFindEntry>>([.. files
            .Where(f => f.IndexId == indexId && f.Name.Contains(fileNameContains ?? "", StringComparison.OrdinalIgnoreCase))
            .OrderBy(f => f.Name, StringComparer.Ordinal).Take(limit).Select(f => new FileFindEntry(f.FileId, f.Name))]);
    }

    public Task<FileFindEntry?> FindFileAsync(Scope scope, string indexId, string fileId, CancellationToken cancellationToken)
    {
        Check(indexId);
        return Task.FromResult(
            files.Where(f => f.IndexId == indexId && f.FileId == fileId).Select(f => new FileFindEntry(f.FileId, f.Name))
                .FirstOrDefault());
    }

    public async Task<int> CountAsync(
        Scope scope, string indexId, string? fileName, string? fileNameContains, CancellationToken cancellationToken) =>
        (await FindAsync(scope, indexId, fileName, fileNameContains, null, int.MaxValue, cancellationToken)).Count;

    /// <summary>When files were added and changed, by their ids.</summary>
    public Dictionary<string, (DateTimeOffset Added, DateTimeOffset Changed)> Times { get; } = [];

    public Task<IReadOnlyList<ChangedFile>> FindChangedAsync(
        Scope scope, string indexId, string? fileNameContains, DateTimeOffset from, DateTimeOffset to,
        CancellationToken cancellationToken)
    {
        Check(indexId);
        return Task.FromResult<IReadOnlyList<ChangedFile>>([.. files
            .Where(f => f.IndexId == indexId && Times.ContainsKey(f.FileId))
            .Select(f => new ChangedFile(f.FileId, f.Name, Times[f.FileId].Added, Times[f.FileId].Changed))
            .Where(f => f.ChangedAt >= from && f.ChangedAt < to).OrderByDescending(f => f.ChangedAt)]);
    }

    /// <summary>Metadata by file id.</summary>
    public Dictionary<string, string> Metadata { get; } = [];

    public Task<IReadOnlyList<FileOrigin>> OriginsAsync(
        Scope scope, string indexId, IReadOnlyCollection<string> fileIds, CancellationToken cancellationToken)
    {
        Check(indexId);
        return Task.FromResult<IReadOnlyList<FileOrigin>>([.. files.Where(f => f.IndexId == indexId && fileIds.Contains(f.FileId))
            .Select(f => new FileOrigin(f.FileId, f.Name, Metadata.GetValueOrDefault(f.FileId, "{}"), f.Text))]);
    }

    public Task<IReadOnlyList<FileGrepMatch>> GrepAsync(
        Scope scope, string indexId, string fileId, string pattern, int contextChars, int fromChar, int limit,
        CancellationToken cancellationToken)
    {
        var text = Text(indexId, fileId);
        return Task.FromResult(
            Grep.Compile(pattern, TimeProvider.System).Run(text, contextChars, fromChar, limit, cancellationToken));
    }

    public Task<string> ReadAsync(
        Scope scope, string indexId, string fileId, int offset, int? maxLength, CancellationToken cancellationToken) =>
        Task.FromResult(string.Concat(Text(indexId, fileId).EnumerateRunes().Skip(offset).Take(maxLength ?? int.MaxValue)));

    public Task<IReadOnlyList<PageBox>> BoxesAsync(
        Scope scope, string indexId, string fileId, int start, int end, CancellationToken cancellationToken)
    {
        var page = 1 + Regex.Count(Text(indexId, fileId)[..start], "\n\n");
        return Task.FromResult<IReadOnlyList<PageBox>>([new PageBox(page, start, 10, end - start, 12)]);
    }

    /// <summary>JPEGs by file and page.</summary>
    public Dictionary<(string FileId, int Page), byte[]> Images { get; } = [];

    public PageImage? FindPageImage(Scope scope, string indexId, string fileId, int page)
    {
        Text(indexId, fileId);
        return Images.TryGetValue(
            (fileId, page), out var jpeg) ? new PageImage($"screenshots/page_{page}.jpg", () => new MemoryStream(jpeg)) : null;
    }

    private void Check(string indexId)
    {
        if (Fault is not null)
            throw Fault;
        if (files.All(f => f.IndexId != indexId))
            throw new RetrievalException(RetrievalError.UnknownIndex, $"Index {indexId} was not found.");
    }

    private string Text(string indexId, string fileId)
    {
        Check(indexId);
        return files.Where(f => f.IndexId == indexId && f.FileId == fileId).Select(f => f.Text).FirstOrDefault()
            ?? throw new RetrievalException(RetrievalError.UnknownFile, $"File {fileId} was not found in this index.");
    }

    private static IEnumerable<Passage> Passages(
        (string IndexId, string FileId, string Name, string Text) file, HashSet<string> words)
    {
        var start = 0;
        foreach (var (paragraph, number) in file.Text.Split("\n\n").Select((p, i) => (p, i)))
        {
            var score = (double)Words(paragraph).Count(words.Contains) / Math.Max(1, words.Count);
            yield return new Passage(
                file.FileId, file.Name, number, start, start + paragraph.Length, number + 1, number + 1, 10, "", paragraph, score,
                "{}");
            start += paragraph.Length + 2;
        }
    }

    private static HashSet<string> Words(string text) =>
        [.. Regex.Matches(text, @"\w{3,}").Select(m => m.Value.ToLowerInvariant())];
}
