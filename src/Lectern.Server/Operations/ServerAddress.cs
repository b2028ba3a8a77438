using Lectern.Server.Platform;
using Lectern.Server.Platform.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Lectern.Server.Operations;

/// <summary>Where the running server listens, for people and, in the data folder, for commands on this machine.</summary>
internal static class ServerAddress
{
    /// <summary>The first address it really listens on (the settings may have said port 0), with the base path.</summary>
    public static string Of(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;
        var first = addresses?.FirstOrDefault()?.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)
            .Replace("[::]", "127.0.0.1", StringComparison.Ordinal).TrimEnd('/') ?? "";
        return first + app.Services.GetRequiredService<LecternOptions>().BasePath;
    }

    /// <summary>Writes it into the data folder, whole; it is gone when the server ends in good order.</summary>
    public static void Tell(WebApplication app, DataFolder data)
    {
        var unfinished = data.AddressFile + ".new";
        File.WriteAllText(unfinished, Of(app));
        File.Move(unfinished, data.AddressFile, overwrite: true);
        app.Lifetime.ApplicationStopping.Register(() => File.Delete(data.AddressFile));
    }
}
