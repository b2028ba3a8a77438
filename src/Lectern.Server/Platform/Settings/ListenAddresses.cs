using System.Net;

namespace Lectern.Server.Platform.Settings;

/// <summary>Checks what <c>LECTERN_URLS</c> says before anything listens.</summary>
internal static class ListenAddresses
{
    /// <returns>What is wrong with this address, or null.</returns>
    public static string? Mistake(string url)
    {
        BindingAddress address;
        try
        {
            // Also knows http://*:80 and http://+:80, which are no URIs.
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return $"{url} is not an address like http://127.0.0.1:5080";
        }

        if (address.Scheme != "http")
            return $"{url} is not an http:// address (put a reverse proxy in front for https)";
        if (address.IsUnixPipe)
            return null;
        if (address.Port is < 0 or > 65535)
            return $"{url} has no valid port";
        if (address.PathBase.Length > 0)
            return $"{url} has a path; leave out what stands behind the port";
        if (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            return address.Port == 0 ? $"{url} has no port of its own: say 127.0.0.1 to be given a free one" : null;

        // Kestrel takes any other name for "every address of this machine".
        return address.Host is "*" or "+" || IPAddress.TryParse(address.Host, out _)
            ? null
            : $"{url} names a host; give an IP address of this machine, localhost, or * for all its addresses";
    }
}
