using System.CommandLine;
using Lectern.Server.Operations;
using Lectern.Server.Operations.Backup;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Commands;

/// <summary>
/// Which server a command talks to: one by its URL and key (options, else the environment), or the local one by its data folder.
/// A server that uses the folder is asked; where none does, the command is one itself.
/// </summary>
/// <param name="storedIn">What a data folder holds.</param>
internal sealed class ServerChoice(
    string currentFolder, Func<string, string?> environment, Func<DataFolder, StoredData> storedIn)
{
    private const string UrlVariable = "LECTERN_BASE_URL";
    private const string KeyVariable = "LECTERN_API_KEY";

    /// <summary>A server that has just begun says its address when it listens.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly Option<string?> url = new("--url")
    {
        Description = $"A server's address; else {UrlVariable}",
        HelpName = "URL",
    };

    private readonly Option<string?> key = new("--key")
    {
        Description = $"The key for it; better in the environment, as {KeyVariable}",
        HelpName = "KEY",
    };

    private readonly Option<string?> data = DataOption();

    public static Option<string?> DataOption() => new("--data")
    {
        Description = "A local server's data folder (LECTERN_DATA, .lectern)",
        HelpName = "FOLDER",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(url);
        command.Options.Add(key);
        command.Options.Add(data);
    }

    /// <param name="makesData">A data folder that is not there is made.</param>
    /// <exception cref="CommandException">No server can be had so; the sentence says why.</exception>
    public async Task<Connection> ConnectAsync(ParseResult given, bool makesData, CancellationToken cancellationToken)
    {
        if (Remote(given) is { } remote)
        {
            return Connection.To(remote, KeyOf(given) ?? throw new CommandException(
                $"{remote} needs a key: {KeyVariable}, or --key.", ExitCodes.Mistake));
        }

        var options = Local(given);
        if (!makesData && !Directory.Exists(options.DataFolder))
            throw NoData(options);
        for (var waited = TimeSpan.Zero; ; waited += Look)
        {
            try
            {
                var own = await LocalServer.StartAsync(options, storedIn);
                return Connection.To(own.Address, own.Key, own);
            }
            catch (DataFolderException e) when (e.IsInUse)
            {
                if (Beside(options) is { } address)
                    return Connection.To(address, KeyOf(given) ?? KeptKey(options));
                if (waited >= StartPatience)
                    throw new CommandException(e.Message);
            }
            catch (DataFolderException e)
            {
                throw new CommandException(e.Message);
            }

            await Task.Delay(Look, cancellationToken);
        }
    }

    /// <returns>The chosen remote server's address; null for a local one.</returns>
    public Uri? Remote(ParseResult given)
    {
        if (given.GetValue(url) is not null && given.GetValue(data) is not null)
            throw new CommandException("--url names another server, --data a local one: give one of them.", ExitCodes.Mistake);
        if ((given.GetValue(url) ?? (given.GetValue(data) is null ? Variable(UrlVariable) : null)) is not { } text)
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new CommandException($"{text} is not an http:// or https:// URL.", ExitCodes.Mistake);
        return !ServerAddress.IsSocket(text) ? address : throw new CommandException(
            $"{text} is a socket, and commands ask over the network alone: give an address such as http://127.0.0.1:5080.",
            ExitCodes.Mistake);
    }

    /// <summary>The local server's settings, as the server itself would read them here.</summary>
    public LecternOptions Local(ParseResult given)
    {
        var (options, mistakes) = SettingsReader.Read(
            given.GetValue(data) is { } folder ? ["--data", folder] : [], currentFolder);
        return options ?? throw new CommandException(string.Join('\n', mistakes), ExitCodes.Mistake);
    }

    /// <returns>Where the server that uses the data folder says that it listens; null where none says so.</returns>
    /// <exception cref="CommandException">It listens on a socket alone.</exception>
    public static Uri? Beside(LecternOptions options)
    {
        using var folder = DataFolder.Beside(options.DataFolder);
        string text;
        try
        {
            text = File.ReadAllText(folder.AddressFile);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // It begins or ends just now.
            return null;
        }

        return !ServerAddress.IsSocket(text)
            ? Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : null
            : throw new CommandException(
                $"The server that uses {options.DataFolder} listens on {text} alone, and commands ask over the network: add an "
                + "address such as http://127.0.0.1:5080 to its LECTERN_URLS.", ExitCodes.Mistake);
    }

    public static CommandException NoData(LecternOptions options) => new(
        $"There is no data folder {options.DataFolder}. Name it with --data or LECTERN_DATA, a server elsewhere with --url, or "
        + "begin with: lectern load FOLDER", ExitCodes.Mistake);

    private string? KeyOf(ParseResult given) => (given.GetValue(key) ?? Variable(KeyVariable))?.Trim() switch
    {
        null or "" => null,
        var text when !ApiKeys.HasPossibleCharacters(text) => throw new CommandException(
            "The key has spaces, line breaks or characters that are no ASCII, as none has.", ExitCodes.Mistake),
        var text => text,
    };

    private static string KeptKey(LecternOptions options)
    {
        using var folder = DataFolder.Beside(options.DataFolder);
        return ApiKeys.Kept(folder) is { } kept && ApiKeys.IsPossible(kept)
            ? kept
            : throw new CommandException($"The server's key is not in its data folder: set {KeyVariable}.", ExitCodes.Mistake);
    }

    private string? Variable(string name) => environment(name) is { Length: > 0 } value ? value : null;
}
