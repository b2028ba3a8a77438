using Lectern.Server;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Settings;

if (args is [ParseWorker.Argument])
    return await ParseWorker.RunAsync();

var (options, mistakes) = SettingsReader.Read(args, Directory.GetCurrentDirectory());
if (options is null)
{
    foreach (var mistake in mistakes)
        await Console.Error.WriteLineAsync(mistake);
    return 2;
}

try
{
    using var data = DataFolder.Open(options.DataFolder);
    await using var app = await LecternApp.BuildAsync(options, data);
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is DataFolderException or IOException)
{
    // A port that is taken, a folder that another server has: a person reads this, not a stack trace.
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
