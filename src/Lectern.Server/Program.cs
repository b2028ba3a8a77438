using Lectern.Server;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Isolation;
using Lectern.Server.Operations;
using Lectern.Server.Operations.Backup;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Settings;
using Lectern.Server.Storage;

FileRights.KeepToOwner();
switch (args)
{
    case [IsolatedProgram.Argument, ..]:
        return IsolatedProgram.Run(args.AsSpan(1));
    case [IsolationProbe.Argument, ..]:
        return await IsolationProbe.RunAsync(args[1..]);
    case [ParseWorker.Argument]:
        return await ParseWorker.RunAsync();
}

if (ProgramHelp.Asked(args) is { } help)
{
    Console.WriteLine(help);
    return 0;
}

if (await BackupCommands.RunAsync(args, Directory.GetCurrentDirectory(), StorageServices.CopyOf) is { } code)
    return code;

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
    data.CheckWhole();
    if (data.Mended is { } mended)
        await Console.Error.WriteLineAsync(mended);
    await using var app = await LecternApp.BuildAsync(options, data);
    app.AnnounceWhenStarted(options, data);
    return await ServerRun.ToEndAsync(app, Console.Error);
}
catch (DataFolderException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
catch (Exception e) when (ListenFault.Sentence(e, options.Urls) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return 1;
}
catch (Exception e)
{
    await Console.Error.WriteLineAsync($"A fault ended the server: {e.Message}{Environment.NewLine}{e}");
    return 1;
}
