using System.CommandLine;
using System.Net;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.Server.Folder;
using Lectern.Server.Text;

namespace Lectern.Server.Commands;

/// <summary>
/// Uploads a folder's documents into an index, which it makes where there is none, and waits until they can be searched. Files of
/// the same name are replaced; nothing is removed.
/// </summary>
internal sealed class LoadCommand(ServerChoice server, Terminal terminal, string currentFolder)
{
    private const int UploadsAtOnce = 4;
    private const int NamedFailures = 20;
    private static readonly TimeSpan TakeBackPatience = TimeSpan.FromSeconds(10);

    private readonly Argument<string> folder = new("FOLDER") { Description = "Its documents, those in its folders too" };

    private readonly Option<string?> index = new("--index")
    {
        Description = "The index by its id or name; one of this name is made where there is none (the folder's name)",
        HelpName = "INDEX",
    };

    private readonly Option<string?> description = new("--description")
    {
        Description = "What is in a new index: agents choose by it",
        HelpName = "TEXT",
    };

    private readonly Option<bool> noWait = new("--no-wait")
    {
        Description = "End when all is uploaded, before it can be searched",
    };

    public Command Command()
    {
        var command = new Command("load", "Load a folder's documents into an index") { folder };
        command.Options.Add(index);
        command.Options.Add(description);
        command.Options.Add(noWait);
        server.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult given, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(given.GetValue(folder)!, currentFolder);
        if (!Directory.Exists(path))
            throw new CommandException($"{path} is not a folder.", ExitCodes.Mistake);
        var data = server.Remote(given) is null ? server.Local(given).DataFolder : null;
        await using var connection = await server.ConnectAsync(given, makesData: true, cancellationToken);
        var client = connection.Client;
        var listing = FolderScan.List(path, data, cancellationToken);
        foreach (var left in listing.LeftOut.Concat(listing.Unreadable))
            await terminal.Error.WriteLineAsync(Printable.Of($"Left out: {left.Name}: {left.Reason}"));
        if (listing.Files.Count == 0)
            throw new CommandException($"There are no documents in {path}.");

        var name = given.GetValue(index) ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        var all = await client.Indexes.ListAsync(pageSize: 1000).ToListAsync(cancellationToken);
        var loaded = IndexChoice.Find(all, name)
            ?? await MakeAsync(client, name, given.GetValue(description), cancellationToken);
        var uploaded = 0;
        try
        {
            await UploadAsync(
                client, loaded.SourceDirectoryId, listing, () => Interlocked.Increment(ref uploaded), cancellationToken);
            await client.Indexes.SyncAsync(loaded.Id, cancellationToken);
            if (!given.GetValue(noWait))
                loaded = await WaitAsync(client, loaded, cancellationToken);
        }
        catch
        {
            await terminal.Error.WriteLineAsync(Printable.Of(
                $"{loaded.Id} {loaded.Name} has {uploaded} of {listing.Files.Count} files. The next load goes on with it."));
            throw;
        }

        await SayAsync(loaded, isWaitedFor: !given.GetValue(noWait));
        return ExitCodes.Done;
    }

    /// <summary>An index is there before its files, so that a load that fails is gone on with by the next.</summary>
    private async Task<IndexResponse> MakeAsync(
        LecternClient client, string name, string? about, CancellationToken cancellationToken)
    {
        var directory = (await client.Directories.CreateAsync(new(name), cancellationToken)).Id;
        try
        {
            return await client.Indexes.CreateAsync(new(directory, Name: name, Description: about), cancellationToken);
        }
        catch
        {
            await TakeBackAsync(client, directory, name);
            throw;
        }
    }

    /// <summary>The directory that was made for an index which could not be.</summary>
    private async Task TakeBackAsync(LecternClient client, string directory, string name)
    {
        using var patience = new CancellationTokenSource(TakeBackPatience);
        try
        {
            await client.Directories.DeleteAsync(directory, patience.Token);
        }
        catch (LecternApiException e) when (e.Status == HttpStatusCode.Conflict)
        {
            await terminal.Error.WriteLineAsync(
                "The index was made, though its answer was lost: the next load goes on with it (lectern indexes shows it).");
        }
        catch (Exception e) when (e is LecternException or OperationCanceledException)
        {
            await terminal.Error.WriteLineAsync(Printable.Of($"The directory {directory} ({name}) is left: {e.Message}"));
        }
    }

    private async Task UploadAsync(
        LecternClient client, string directory, FolderListing listing, Func<int> count, CancellationToken cancellationToken)
    {
        using var progress = new ProgressLine(terminal, "Uploading");
        var options = new ParallelOptions { MaxDegreeOfParallelism = UploadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(listing.Files, options, async (file, cancellation) =>
        {
            await using var content = FolderFiles.Open(file, listing).Content;
            try
            {
                await client.Directories.Files.UploadAsync(
                    directory, new FileUpload(content, Path.GetFileName(file.Name)),
                    new() { UniqueId = file.Name, DisplayName = file.Name }, cancellation);
            }
            catch (LecternApiException e)
            {
                throw new CommandException($"{file.Name}: {e.Message}");
            }

            progress.Report(count(), listing.Files.Count);
        });
    }

    private async Task<IndexResponse> WaitAsync(LecternClient client, IndexResponse loaded, CancellationToken cancellationToken)
    {
        using var progress = new ProgressLine(terminal, "Reading");
        return await client.Indexes.WaitAsync(loaded.Id, new Told(progress), cancellationToken);
    }

    private async Task SayAsync(IndexResponse loaded, bool isWaitedFor)
    {
        var files = loaded.Metadata.Files;
        var counts = !isWaitedFor || files is null ? "" : $": {files.Ready} files ready, {files.Failed} failed";
        await terminal.Out.WriteLineAsync(Printable.Of($"{loaded.Id} {loaded.Name}{counts}"));
        if (!isWaitedFor || loaded.Metadata.Failures is not { } failures)
            return;
        foreach (var failure in failures.Take(NamedFailures))
            await terminal.Error.WriteLineAsync(Printable.Of($"Not read: {failure.FileName}: {failure.Reason}"));
        if (files is not null && files.Failed > NamedFailures)
        {
            await terminal.Error.WriteLineAsync(
                $"… and {files.Failed - NamedFailures} more: lectern indexes --json names the first {failures.Count}.");
        }
    }

    /// <summary>At once and in order, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Told(ProgressLine line) : IProgress<IndexMetadata>
    {
        public void Report(IndexMetadata value)
        {
            if (value.Progress is { FilesTotal: > 0 } progress)
                line.Report(progress.FilesDone, progress.FilesTotal);
        }
    }
}
