using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Lectern.Client;
using Lectern.Server.Operations.Backup;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Commands;

/// <summary>
/// The program's command line: <c>serve</c>, also without the word, and what a person or a script asks of a server. Every command
/// but <c>serve</c>, <c>backup</c> and <c>restore</c> is a user of Lectern.Client.
/// </summary>
/// <param name="serve">Runs the server with its options, to its end.</param>
/// <param name="storedIn">What a data folder holds.</param>
internal sealed class CommandLine(
    Terminal terminal, string currentFolder, Func<string, string?> environment, Func<string[], Task<int>> serve,
    Func<DataFolder, StoredData> storedIn)
{
    private const string ServeWord = "serve";

    /// <returns>The process's exit code, one of <see cref="ExitCodes"/>.</returns>
    public async Task<int> RunAsync(string[] args, CancellationToken cancellationToken = default)
    {
        // The server starts without what reads commands.
        if (args is [] or [['-', ..], ..] or [ServeWord, ..] || NamesFolder(args[0]))
            return await ServeAsync(args is [ServeWord, ..] ? args[1..] : args);
        if (args is [BackupCommands.BackupWord or BackupCommands.RestoreWord, ..] && !AsksForWords(args))
            return await BackupCommands.RunAsync(args, currentFolder, storedIn) ?? ExitCodes.Mistake;

        var given = Commands().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (Mistakes.Of(given) is { } mistake)
        {
            await terminal.Error.WriteLineAsync(Terminal.Lines(mistake));
            await terminal.Error.WriteLineAsync($"{Path(given.CommandResult.Command)} --help says more.");
            return ExitCodes.Mistake;
        }

        return await RunAsync(given, cancellationToken);
    }

    private async Task<int> RunAsync(ParseResult given, CancellationToken cancellationToken)
    {
        try
        {
            return await given.InvokeAsync(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    Output = terminal.Out,
                    Error = terminal.Error,
                },
                cancellationToken);
        }
        catch (CommandException e)
        {
            await terminal.Error.WriteLineAsync(Terminal.Lines(e.Message));
            return e.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (LecternConnectionException e)
        {
            await terminal.Error.WriteLineAsync(Terminal.Lines(e.Message));
            return ExitCodes.Unreachable;
        }
        catch (Exception e) when (e is LecternException or DataFolderException or BackupException or StoreException
            or IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync(Terminal.Lines(e.Message));
            return ExitCodes.Failed;
        }
    }

    /// <summary>Where no command has the name; one that has is written <c>./ask</c>.</summary>
    private bool NamesFolder(string word) =>
        string.IsNullOrWhiteSpace(word) || word.Contains(System.IO.Path.DirectorySeparatorChar)
        || (Directory.Exists(System.IO.Path.GetFullPath(word, currentFolder))
            && Commands().Subcommands.All(c => c.Name != word));

    private async Task<int> ServeAsync(string[] args)
    {
        if (ProgramHelp.Asked(args) is { } help)
        {
            await terminal.Out.WriteLineAsync(help);
            return ExitCodes.Done;
        }

        if (args is not [var folder, .. var options] || folder.StartsWith('-'))
            return await serve(args);
        if (!string.IsNullOrWhiteSpace(folder)
            && Directory.Exists(System.IO.Path.GetFullPath(folder, currentFolder)))
            return await serve(["--folder", folder, .. options]);
        await terminal.Error.WriteLineAsync(string.IsNullOrWhiteSpace(folder)
            ? "FOLDER: the value is empty" : $"{Terminal.Lines(folder)} is not a folder.");
        return ExitCodes.Mistake;
    }

    private Command Commands()
    {
        var server = new ServerChoice(currentFolder, environment, storedIn);
        var lectern = new Command("lectern", "Chat over documents. Without a command, and as serve, it is the server.")
        {
            new HelpOption(),
            VersionOption(),
            new Command(ServeWord, "Run the server; lectern --help lists its options")
            {
                new Argument<string[]>("[FOLDER] [OPTION VALUE ...]"),
            },
            new AskCommand(server, terminal).Command(),
            new LoadCommand(server, terminal, currentFolder).Command(),
            new SearchCommand(server, terminal).Command(),
            new IndexCommands(server, terminal).Command(),
            new SessionCommands(server, terminal).Command(),
            new KeyCommands(server, terminal).Command(),
            OfFile(BackupCommands.BackupWord, "Write everything that is stored into one file", "The file to write"),
            OfFile(BackupCommands.RestoreWord, "Take it back into an empty data folder", "What backup wrote"),
            new CheckCommand(server, terminal, storedIn).Command(),
            new McpCommand(server).Command(),
        };
        return lectern;
    }

    private static bool AsksForWords(string[] args) => args.Any(a => a is "--help" or "-h" or "-?" or "--version");

    /// <summary>It is run without this parser, which lists and explains it.</summary>
    private static Command OfFile(string name, string description, string file) => new(name, description)
    {
        new Argument<string>("FILE") { Description = file },
        ServerChoice.DataOption(),
    };

    private static Option<bool> VersionOption() => new("--version")
    {
        Description = "Show the version",
        Recursive = true,
        Action = new VersionAction(),
    };

    public static string Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Path(parent)} {command.Name}" : command.Name;

    private sealed class VersionAction : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine($"Lectern {ProgramHelp.Version}");
            return ExitCodes.Done;
        }
    }
}
