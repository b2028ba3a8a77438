using Lectern.Contracts;
using Lectern.Server.Agent.Versions;
using Lectern.Server.Platform;
using Lectern.Server.Retrieval;

namespace Lectern.Server.Agent.Tools;

/// <summary>
/// What the tools over documents find, whoever calls them: the agent's model, or another agent. Results are bounded in size.
/// Offsets are Unicode code points in a file's parsed text. Thread-safe.
/// </summary>
internal sealed class DocumentLookup(IRetrieval retrieval)
{
    private const int MaxFiles = 50;

    /// <param name="notSearched">What cannot be searched besides, as it is told.</param>
    public async Task<FoundPassages> RetrieveAsync(
        Scope scope, IReadOnlyList<TurnIndex> indexes, RetrievalQuery query, IReadOnlyList<string> notSearched,
        CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(query.Text))
            throw new ArgumentException("query is empty.");
        var answers = await Task.WhenAll(indexes.Select(i => SearchAsync(scope, i, query, cancellationToken)));
        if (answers.All(a => a.Fault is not null))
            throw answers[0].Fault!;
        var best = answers.SelectMany(a => (a.Found?.Passages ?? []).Select(p => (a.Index, Passage: p)))
            .OrderByDescending(f => f.Passage.RerankScore ?? f.Passage.Score).Take(query.TopK).ToList();
        var room = new ResultRoom();
        var dates = await DatesAsync(scope, best.Select(f => (f.Index, f.Passage.FileId)), cancellationToken);
        IReadOnlyList<FoundPassage> passages =
            [.. best.Select(f => Shown(f.Index, f.Passage, dates.GetValueOrDefault((f.Index.Id, f.Passage.FileId)), room))
                .OfType<FoundPassage>()];
        var missing = answers.Where(a => a.Fault is not null).Select(a => a.Index.Name).Concat(notSearched).ToList();
        var (waiting, total) = Waiting(indexes);
        return new FoundPassages(passages, room.IsCut, missing.Count > 0 ? missing : null, waiting, total)
        {
            Searched = [.. answers.Where(a => a.Found is not null)
                .Select(a => new SearchedIndex(a.Index.Id, a.Found!.Generation))],
        };
    }

    /// <param name="fileName">The whole name; null for any.</param>
    /// <param name="part">A part of the name, in any case; null for any.</param>
    public async Task<FoundFiles> FindAsync(
        Scope scope, IReadOnlyList<TurnIndex> indexes, string? fileName, string? part, CancellationToken cancellationToken)
    {
        var files = new List<FoundFile>();
        foreach (var searched in indexes)
        {
            var found = await retrieval.FindAsync(
                scope, searched.Id, fileName, part, null, MaxFiles + 1 - files.Count, cancellationToken);
            files.AddRange(found.Select(f => new FoundFile(f.FileId, f.FileName, searched.Id, searched.Name)));
        }

        var total = files.Count <= MaxFiles ? files.Count : await CountAsync(scope, indexes, fileName, part, cancellationToken);
        return new FoundFiles([.. files.Take(MaxFiles)], files.Count > MaxFiles, total);
    }

    /// <summary>The files that were added or changed in a time, the latest first.</summary>
    /// <param name="part">As for <see cref="FindAsync"/>.</param>
    public async Task<FoundFiles> FindChangedAsync(
        Scope scope, IReadOnlyList<TurnIndex> indexes, string? part, AskedTime time, CancellationToken cancellationToken)
    {
        var files = new List<FoundFile>();
        foreach (var index in indexes)
        {
            var found = await retrieval.FindChangedAsync(scope, index.Id, part, time.From, time.To, cancellationToken);
            files.AddRange(found.Select(f => new FoundFile(f.FileId, f.FileName, index.Id, index.Name)
            {
                Change = f.AddedAt >= time.From ? "added" : "changed",
                ChangedAt = TimeZoneInfo.ConvertTime(f.ChangedAt, time.Zone),
            }));
        }

        var (waiting, total) = Waiting(indexes);
        return new FoundFiles([.. files.OrderByDescending(f => f.ChangedAt).Take(MaxFiles)], files.Count > MaxFiles, files.Count)
        {
            Since = time.Since,
            Until = time.Until,
            FilesWaiting = waiting,
            FilesTotal = total,
        };
    }

    /// <summary>How many files the indexes lack, and of how many where these are read for the first time.</summary>
    private static (int? Waiting, int? Total) Waiting(IReadOnlyList<TurnIndex> indexes)
    {
        var behind = indexes.Where(i => i.FilesWaiting > 0).ToList();
        var isFirst = behind.Count > 0 && behind.TrueForAll(i => i.FilesTotal is not null);
        return behind.Count == 0 ? (null, null)
            : (behind.Sum(i => i.FilesWaiting), isFirst ? behind.Sum(i => i.FilesTotal) : null);
    }

    private async Task<int> CountAsync(
        Scope scope, IReadOnlyList<TurnIndex> indexes, string? fileName, string? part, CancellationToken cancellationToken)
    {
        var total = 0;
        foreach (var index in indexes)
            total += await retrieval.CountAsync(scope, index.Id, fileName, part, cancellationToken);
        return total;
    }

    /// <param name="context">Characters on each side of a match.</param>
    /// <param name="limit">Matches that are shown at most.</param>
    public async Task<FoundMatches> GrepAsync(
        Scope scope, FileOfIndex file, string pattern, int context, int limit, CancellationToken cancellationToken)
    {
        var matches = await retrieval.GrepAsync(
            scope, file.Index.Id, file.Id, pattern, context, 0, limit + 1, cancellationToken);
        var room = new ResultRoom();
        IReadOnlyList<FoundMatch> shown = [.. matches.Take(limit).Select(m => Shown(m, context, room)).OfType<FoundMatch>()];
        var date = await DateAsync(scope, file, cancellationToken);
        return new FoundMatches(file.Id, file.Name, file.Index.Id, shown, matches.Count > limit || room.IsCut)
        {
            Date = date?.ToString(),
            DateSource = date?.Source,
        };
    }

    public async Task<ReadText> ReadAsync(
        Scope scope, FileOfIndex file, int start, int length, CancellationToken cancellationToken)
    {
        var text = await retrieval.ReadAsync(scope, file.Index.Id, file.Id, start, length + 1, cancellationToken);
        var runes = text.EnumerateRunes().Take(length).ToList();
        var content = string.Concat(runes);
        var date = await DateAsync(scope, file, cancellationToken);
        return new ReadText(
            null, file.Id, file.Name, file.Index.Id, start, start + runes.Count, content, content.Length < text.Length)
        {
            Date = date?.ToString(),
            DateSource = date?.Source,
        };
    }

    /// <summary>Characters of a file's whole text.</summary>
    public async Task<int> LengthAsync(Scope scope, FileOfIndex file, CancellationToken cancellationToken) =>
        (await retrieval.ReadAsync(scope, file.Index.Id, file.Id, 0, maxLength: null, cancellationToken))
        .EnumerateRunes().Count();

    /// <summary>The one of the indexes that has the file, and the file's name there.</summary>
    /// <exception cref="RetrievalException">None has.</exception>
    public async Task<FileOfIndex> FileAsync(
        Scope scope, IReadOnlyList<TurnIndex> indexes, string fileId, CancellationToken cancellationToken)
    {
        foreach (var index in indexes)
        {
            try
            {
                if (await retrieval.FindFileAsync(scope, index.Id, fileId, cancellationToken) is { } file)
                    return new FileOfIndex(index, fileId, file.FileName) { OwnId = file.FileId };
            }
            catch (RetrievalException e) when (e.Kind is RetrievalError.UnknownIndex)
            {
                // It went away meanwhile; another may have the file.
            }
        }

        throw new RetrievalException(RetrievalError.UnknownFile, $"There is no file {fileId} in these indexes.");
    }

    private async Task<DocumentDate?> DateAsync(Scope scope, FileOfIndex file, CancellationToken cancellationToken) =>
        (await DatesAsync(scope, [(file.Index, file.OwnId)], cancellationToken)).Values.FirstOrDefault();

    /// <summary>From when files are, by their index and <c>dfl-</c> id, as far as something tells.</summary>
    private async Task<Dictionary<(string IndexId, string FileId), DocumentDate>> DatesAsync(
        Scope scope, IEnumerable<(TurnIndex Index, string FileId)> files, CancellationToken cancellationToken)
    {
        var dates = new Dictionary<(string IndexId, string FileId), DocumentDate>();
        foreach (var group in files.GroupBy(f => f.Index.Id, f => f.FileId))
        {
            try
            {
                foreach (var origin in await retrieval.OriginsAsync(scope, group.Key, [.. group.Distinct()], cancellationToken))
                {
                    if (DocumentDates.Of(origin) is { } date)
                        dates[(group.Key, origin.FileId)] = date;
                }
            }
            catch (RetrievalException)
            {
                // The index went away since: what it found stands without dates.
            }
        }

        return dates;
    }

    /// <summary>An index that goes away during the turn does not take the others' answers with it.</summary>
    private async Task<(TurnIndex Index, FoundInIndex? Found, RetrievalException? Fault)> SearchAsync(
        Scope scope, TurnIndex index, RetrievalQuery query, CancellationToken cancellationToken)
    {
        try
        {
            return (index, await retrieval.RetrieveAsync(scope, index.Id, query, cancellationToken), null);
        }
        catch (RetrievalException e)
        {
            return (index, null, e);
        }
    }

    private static FoundPassage? Shown(TurnIndex index, Passage p, DocumentDate? date, ResultRoom room) =>
        room.Take(p.Content) is not { } content ? null
        : new FoundPassage(
            null, p.FileId, p.FileName, index.Id, index.Name, p.PageStart, p.PageEnd, p.Start,
            content.Length == p.Content.Length ? p.End : p.Start + content.EnumerateRunes().Count(),
            p.HeadingPath.Length == 0 ? null : p.HeadingPath, Math.Round(p.Score, 4), content)
        {
            Date = date?.ToString(),
            DateSource = date?.Source,
        };

    private static FoundMatch? Shown(FileGrepMatch m, int context, ResultRoom room) => room.Take(m.Content) is not { } content
        ? null
        : new FoundMatch(null, m.StartChar, m.EndChar, Math.Max(0, m.StartChar - context), content);
}
