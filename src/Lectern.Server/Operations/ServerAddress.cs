using Lectern.Server.Platform;
using Lectern.Server.Platform.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Lectern.Server.Operations;

/// <summary>Where the running server listens, for people and, in the data folder, for commands on this machine.</summary>
internal static class ServerAddress
{
    /// <summary>
    /// The first address it really listens on (the settings may have said port 0), with the base path; a socket only where there
    /// is no other, as few can ask one.
    /// </summary>
    public static string Of(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;
        var first = addresses?.OrderBy(IsSocket).FirstOrDefault()?.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)
            .Replace("[::]", "127.0.0.1", StringComparison.Ordinal).TrimEnd('/') ?? "";
        return first + app.Services.GetRequiredService<LecternOptions>().BasePath;
    }

    /// <summary>Whether it is a socket's, as <c>http://unix:/run/lectern.sock</c>; as a URL it has a host.</summary>
    public static bool IsSocket(string address)
    {
        var place = address.AsSpan().Trim();
        foreach (var scheme in (string[])["http:", "https:"])
        {
            // As readers of URLs do: any number of slashes of either kind.
            if (place.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                place = place[scheme.Length..].TrimStart(@":/\");
        }

        // A URL may name a user before the host.
        var slash = place.IndexOfAny('/', '\\');
        place = place[(place[..(slash < 0 ? place.Length : slash)].LastIndexOf('@') + 1)..];
        return place.Length > 5 && place[4] == ':' && place[5] is '/' or '\\'
            && (place.StartsWith("unix", StringComparison.OrdinalIgnoreCase)
                || place.StartsWith("pipe", StringComparison.OrdinalIgnoreCase));
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
