using System.Net;
using System.Text.RegularExpressions;

namespace Lectern.Server.Platform.Settings;

/// <summary>Where the server listens, who stands before it, and what it asks.</summary>
internal sealed partial class SettingsReader
{
    private IReadOnlyList<string> Urls()
    {
        var urls = Parts(Text("LECTERN_URLS") ?? "http://127.0.0.1:5080");
        if (urls.Length == 0)
            mistakes.Add("LECTERN_URLS: names no address");
        mistakes.AddRange(urls.Select(ListenAddresses.Mistake).OfType<string>().Select(mistake => $"LECTERN_URLS: {mistake}"));
        return urls;
    }

    /// <summary>Addresses (10.0.0.7) and networks (10.0.0.0/8).</summary>
    private List<IPNetwork> Proxies()
    {
        var proxies = new List<IPNetwork>();
        foreach (var text in Parts(Text("LECTERN_PROXIES") ?? ""))
        {
            if (IPNetwork.TryParse(text, out var network))
                proxies.Add(network);
            else if (IPAddress.TryParse(text, out var address))
                proxies.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else
                mistakes.Add($"LECTERN_PROXIES: {text} is not an address like 10.0.0.7 or a network like 10.0.0.0/8");
        }

        return proxies;
    }

    /// <summary>Origins as browsers name them, without a path.</summary>
    private List<string> CorsOrigins()
    {
        var origins = Parts(Text("LECTERN_CORS_ORIGINS") ?? "");
        foreach (var origin in origins.Where(o => o != "*"))
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")
                || !origin.Equals(uri.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase))
                mistakes.Add($"LECTERN_CORS_ORIGINS: {origin} is not an origin like https://app.example.org, and not *");
        }

        return [.. origins];
    }

    private string? Origin(string name)
    {
        if (BaseUrl(name) is not { } url)
            return null;
        if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Query.Length + uri.Fragment.Length > 0)
            mistakes.Add($"{name}: must have no query and no fragment");
        return url.TrimEnd('/');
    }

    /// <summary>Parts of letters, digits and <c>-._~</c>: what needs no escape anywhere.</summary>
    private string BasePath()
    {
        var path = (Text("LECTERN_BASE_PATH") ?? "").TrimEnd('/');
        if (path.Length > 0 && !BasePathShape().IsMatch(path))
            mistakes.Add($"LECTERN_BASE_PATH: {path} is not a path like /lectern");
        return path;
    }

    [GeneratedRegex(@"^(/(?!\.+(/|$))[A-Za-z0-9._~-]+)+$")]
    private static partial Regex BasePathShape();

    private string? BaseUrl(string name)
    {
        var text = Text(name);
        if (text is not null && !(Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            mistakes.Add($"{name}: {text} is not an http:// or https:// URL");
        return text;
    }
}
