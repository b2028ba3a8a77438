using Lectern.Server;
using Lectern.Server.Commands;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Isolation;
using Lectern.Server.Platform;
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

return await new CommandLine(
    Terminal.OfProcess(), Directory.GetCurrentDirectory(), Environment.GetEnvironmentVariable, Serving.RunAsync,
    StorageServices.In).RunAsync(args);
