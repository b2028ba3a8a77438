using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Browser;
using Lectern.Web.Languages;

namespace Lectern.Web.Indexes;

/// <summary>How the files are sent and read, one after the other.</summary>
internal sealed partial class IndexLoad
{
    public async Task RunAsync()
    {
        if (IsRunning || files.Count == 0)
            return;
        using var cancel = running = new CancellationTokenSource();
        (Problem, IsDone) = (null, false);
        Changed?.Invoke();
        try
        {
            directory ??= Index?.SourceDirectoryId ?? (await account.Client.Directories.CreateAsync(
                new(Name.Trim().Length == 0 ? Strings.Of("load.default_name") : Name.Trim()), cancel.Token)).Id;
            foreach (var file in files.Where(f => f.FileId is null))
                await SendAsync(directory, file, cancel.Token);
            if (files.TrueForAll(f => f.FileId is null))
            {
                Problem = Strings.Of("load.none_uploaded");
                return;
            }

            await SyncAsync(directory, cancel.Token);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            Problem = Strings.Of("load.stopped");
        }
        catch (LecternException e)
        {
            if (!account.Note(e))
                Problem = Words.Of(e);
        }
        finally
        {
            running = null;
            Changed?.Invoke();
        }
    }

    private async Task SendAsync(string directory, LoadedFile file, CancellationToken cancellationToken)
    {
        (file.Stage, file.Sent, file.Reason) = (FileStage.Uploading, 0, null);
        Changed?.Invoke();
        var (id, reason) = await BrowserUpload.SendAsync(page, account, directory, file, self);
        cancellationToken.ThrowIfCancellationRequested();
        (file.Stage, file.FileId, file.Reason) = (id is null ? FileStage.Failed : FileStage.Uploaded, id, reason);
        Changed?.Invoke();
    }

    private async Task SyncAsync(string directory, CancellationToken cancellationToken)
    {
        var isNew = Index is null;
        Index ??= await account.Client.Indexes.CreateAsync(
            new IndexCreateRequest(directory, Name.Trim().Length == 0 ? null : Name.Trim(), StoreAttachments: ["screenshots"]),
            cancellationToken);
        catalog.Put((IndexResponse)Index);
        Made?.Invoke((IndexResponse)Index);
        var progress = new Standing(this);
        try
        {
            Index = isNew
                ? await account.Client.Indexes.WaitAsync(Index.Id, progress, cancellationToken)
                : await account.Client.Indexes.SyncAndWaitAsync(Index.Id, progress, cancellationToken);
        }
        catch (IndexNotReadyException e)
        {
            (Index, Problem) = (e.Index, e.Index.Metadata.Error ?? e.Message);
        }

        catalog.Put((IndexResponse)Index);
        await foreach (var entry in account.Client.Indexes.ListFilesAsync(Index.Id, 1000).WithCancellation(cancellationToken))
        {
            if (files.Find(f => f.FileId == entry.FileId) is { } file)
                (file.Stage, file.Reason) =
                    entry.Status == IndexStatus.Ready ? (FileStage.Ready, null) : (FileStage.Failed, entry.Reason);
        }

        IsDone = true;
    }

    /// <summary>
    /// An index reads its files in the order in which they were stored, one after the other; then it embeds them.
    /// </summary>
    private sealed class Standing(IndexLoad load) : IProgress<IndexMetadata>
    {
        public void Report(IndexMetadata value)
        {
            if (value.Progress is not { } progress)
                return;
            var stored = load.files.Where(f => f.FileId is not null).OrderBy(f => f.FileId, StringComparer.Ordinal).ToList();
            var isRead = progress.Stage != SyncStage.Parsing;
            var skipped = Math.Max(0, stored.Count - progress.FilesTotal);
            for (var i = 0; i < stored.Count; i++)
            {
                stored[i].Stage = isRead || i < skipped + progress.FilesDone ? FileStage.Embedding
                    : i == skipped + progress.FilesDone ? FileStage.Reading
                    : FileStage.Uploaded;
            }

            load.Changed?.Invoke();
        }
    }
}
