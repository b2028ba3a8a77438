using System.Security.Cryptography;
using Lectern.Server.Operations;
using Lectern.Server.Operations.Backup;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Commands;

/// <summary>
/// A server in the command's own process, for a data folder that no other one uses: on a port of this machine alone, as long as
/// the command takes. Other commands find it as they find any.
/// </summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly DataFolder data;

    private LocalServer(WebApplication app, DataFolder data, Uri address)
    {
        (this.app, this.data) = (app, data);
        Address = address;
    }

    public Uri Address { get; }

    public string Key => app.Services.GetRequiredService<FirstKey>().Value;

    /// <param name="storedIn">What a data folder holds.</param>
    /// <exception cref="DataFolderException">Another server has the folder, or it cannot be used.</exception>
    /// <exception cref="CommandException">The folder's first key is not known here.</exception>
    public static async Task<LocalServer> StartAsync(LecternOptions options, Func<DataFolder, StoredData> storedIn)
    {
        var data = DataFolder.Open(options.DataFolder);
        try
        {
            data.CheckWhole();
            var app = await LecternApp.BuildAsync(
                options with { Urls = ["http://127.0.0.1:0"], Folder = null, ApiKey = FirstKeyOf(data, options, storedIn) },
                data,
                services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning)));
            await app.StartAsync();
            ServerAddress.Tell(app, data);
            return new LocalServer(app, data, new Uri(ServerAddress.Of(app)));
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        data.Dispose();
    }

    /// <summary>
    /// A command changes no key: it takes the one that the folder has, kept there or given here, or makes the first one.
    /// </summary>
    /// <returns>As a setting of the server; null for the kept one.</returns>
    private static string? FirstKeyOf(DataFolder data, LecternOptions options, Func<DataFolder, StoredData> storedIn)
    {
        var kept = ApiKeys.Kept(data);
        if (storedIn(data).Databases.FirstKeyHash() is not { } hash)
            return kept is null ? options.ApiKey : null;
        if (kept is not null && IsOf(hash, kept))
            return null;
        if (options.ApiKey is { } given)
        {
            return IsOf(hash, given) ? given : throw new CommandException(
                $"LECTERN_API_KEY is not the first key of {data.Root}. A command changes no key: set the server's.",
                ExitCodes.Mistake);
        }

        throw new CommandException(
            $"The first key of {data.Root} is not in its file api-key, as when it was chosen with LECTERN_API_KEY: set that for "
            + "this command too.", ExitCodes.Mistake);
    }

    private static bool IsOf(byte[] hash, string key) => CryptographicOperations.FixedTimeEquals(ApiKeys.Hash(key), hash);
}
