using Lectern.Client;
using Lectern.Contracts;

namespace Lectern.Eval;

/// <summary>Loads a set as a user would: each document an uploaded file, an index over the directory.</summary>
internal static class SetLoader
{
    private const int Uploads = 4;
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(20);

    /// <returns>The index, ready. One of the set's name that is there already is taken as it is.</returns>
    public static Task<string> LoadAsync(LecternClient client, JudgedSet set, CancellationToken cancellationToken) =>
        LoadAsync(client, set.Name, set.Documents(), cancellationToken);

    /// <summary>As <see cref="LoadAsync(LecternClient, JudgedSet, CancellationToken)"/>, of a folder's files.</summary>
    public static Task<string> LoadAsync(LecternClient client, string folder, CancellationToken cancellationToken)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return LoadAsync(client, Path.GetFileName(folder), JudgedSet.FilesOf(folder), cancellationToken);
    }

    private static async Task<string> LoadAsync(
        LecternClient client, string name, IEnumerable<(string FileName, Func<Stream> Open)> documents,
        CancellationToken cancellationToken)
    {
        await foreach (var known in client.Indexes.ListAsync().WithCancellation(cancellationToken))
        {
            if (known.Name == name)
                return (await client.Indexes.WaitAsync(known.Id, cancellationToken: cancellationToken)).Id;
        }

        var directory = await client.Directories.CreateAsync(new DirectoryCreateRequest(name), cancellationToken);
        await Parallel.ForEachAsync(
            documents,
            new ParallelOptions { MaxDegreeOfParallelism = Uploads, CancellationToken = cancellationToken },
            async (document, token) =>
            {
                await using var content = document.Open();
                await client.Directories.Files.UploadAsync(
                    directory.Id, new FileUpload(content, document.FileName), cancellationToken: token);
            });
        var index = await client.Indexes.CreateAsync(new IndexCreateRequest(directory.Id, name), cancellationToken);
        index = await client.Indexes.WaitAsync(index.Id, new Told(name), cancellationToken);
        if (index.Metadata.Files is { Failed: > 0 } files)
            await Console.Error.WriteLineAsync($"{name}: {files.Failed} of {files.Total} files could not be read.");
        return index.Id;
    }

    /// <summary>Says now and then how far a long load is.</summary>
    private sealed class Told(string name) : IProgress<IndexMetadata>
    {
        private long last = TimeProvider.System.GetTimestamp();

        public void Report(IndexMetadata value)
        {
            if (value.Progress is not { } progress || TimeProvider.System.GetElapsedTime(last) < TellEvery)
                return;
            last = TimeProvider.System.GetTimestamp();
            Console.Error.WriteLine($"{name}: {progress.Stage}, {progress.FilesDone} of {progress.FilesTotal} files parsed");
        }
    }
}
