using Lectern.Server.Operations;
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

    /// <exception cref="DataFolderException">Another server has the folder, or it cannot be used.</exception>
    public static async Task<LocalServer> StartAsync(LecternOptions options)
    {
        var data = DataFolder.Open(options.DataFolder);
        try
        {
            data.CheckWhole();
            var app = await LecternApp.BuildAsync(
                options with { Urls = ["http://127.0.0.1:0"], Folder = null, ApiKey = FirstKeyOf(data, options) },
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

    /// <summary>A command changes no key: the kept one stays, and none is made beside one that an operator chose.</summary>
    private static string? FirstKeyOf(DataFolder data, LecternOptions options)
    {
        if (File.Exists(data.ApiKeyFile))
            return null;
        return options.ApiKey is not null || !File.Exists(data.Database) ? options.ApiKey : throw new CommandException(
            $"The first key of {data.Root} was chosen with LECTERN_API_KEY: set it for this command too.");
    }
}
