using Lectern.Server.Platform;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Operations.Backup;

/// <summary>The program's <c>backup FILE</c> and <c>restore FILE</c>, each with <c>--data FOLDER</c> as for the server.</summary>
internal static class BackupCommands
{
    public const string BackupWord = "backup";
    public const string RestoreWord = "restore";

    /// <param name="storedIn">What a data folder holds.</param>
    /// <returns>The exit code: 0 done, 1 failed, 2 a mistake of the command line; null for another command.</returns>
    public static async Task<int?> RunAsync(string[] args, string currentFolder, Func<DataFolder, StoredData> storedIn)
    {
        if (args is not [BackupWord or RestoreWord, ..])
            return null;
        if (args is not [_, var given, .. var rest] || string.IsNullOrWhiteSpace(given) || given.StartsWith('-'))
        {
            await Console.Error.WriteLineAsync($"{args[0]} needs the name of a file: {args[0]} FILE [--data FOLDER]");
            return 2;
        }

        var (options, mistakes) = SettingsReader.Read(rest, currentFolder);
        if (options is null)
        {
            foreach (var mistake in mistakes)
                await Console.Error.WriteLineAsync(mistake);
            return 2;
        }

        try
        {
            var file = Path.GetFullPath(given, currentFolder);
            return args[0] == BackupWord
                ? await BackupAsync(file, options, currentFolder, storedIn)
                : await RestoreAsync(file, options, currentFolder, storedIn);
        }
        catch (Exception e) when (e is BackupException or DataFolderException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task<int> BackupAsync(
        string file, LecternOptions options, string currentFolder, Func<DataFolder, StoredData> storedIn)
    {
        if (File.Exists(file))
            throw new BackupException($"{file} is there already; a backup overwrites nothing.");
        if (Path.GetDirectoryName(file) is { } target && !Directory.Exists(target))
            throw new BackupException($"There is no folder {target} to write the backup to.");
        if (!Directory.Exists(options.DataFolder))
            throw new BackupException($"There is no data folder {options.DataFolder}. Name it with --data or LECTERN_DATA.");
        using var data = DataFolder.Beside(options.DataFolder);
        if (!File.Exists(data.Database))
            throw new BackupException(
                $"The data folder {data.Root} holds no data of Lectern. Name it with --data or LECTERN_DATA.");
        var settings = Path.Combine(currentFolder, BackupEntries.Settings);
        var (manifest, damaged) = await new BackupWriter(data, storedIn(data), TimeProvider.System).WriteAsync(
            file, File.Exists(settings) ? settings : null, CancellationToken.None);
        Console.WriteLine(
            $"{file}: {manifest.Indexes} indexes and {manifest.Blobs} objects, {new FileInfo(file).Length / 1e6:0.0} MB. Whoever "
            + $"has it has the data and the key.");
        if (damaged.Count == 0)
            return 0;
        await Console.Error.WriteLineAsync(
            $"Left out, because their bytes on this disk are not what they were: {string.Join(", ", damaged)}. A restore will "
            + $"ask for them.");
        return 1;
    }

    private static async Task<int> RestoreAsync(
        string file, LecternOptions options, string currentFolder, Func<DataFolder, StoredData> storedIn)
    {
        if (!File.Exists(file))
            throw new BackupException($"There is no file {file}.");
        using var data = DataFolder.Open(options.DataFolder);
        var reader = new BackupReader(data, storedIn(data));
        var manifest = await reader.ReadAsync(file, CancellationToken.None);
        Console.WriteLine(
            $"{data.Root} holds what was backed up on {manifest.CreatedAt:yyyy-MM-dd HH:mm} UTC: {manifest.Indexes} indexes, "
                + $"{manifest.Blobs} objects.");
        if (reader.Settings is null)
            return 0;
        var settings = Path.Combine(currentFolder, BackupEntries.Settings);
        if (File.Exists(settings))
            settings = Path.Combine(data.Root, BackupEntries.Settings);
        await File.WriteAllBytesAsync(settings, reader.Settings);
        Console.WriteLine(
            $"The settings' file of then is {settings}; Lectern reads the one in the folder that it is started in.");
        return 0;
    }
}
