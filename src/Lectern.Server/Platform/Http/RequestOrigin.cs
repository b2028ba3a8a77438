using System.Net;
using Lectern.Server.Platform.Settings;
using Microsoft.AspNetCore.HttpOverrides;

namespace Lectern.Server.Platform.Http;

/// <summary>
/// Whose word is believed on where a request came from and went to, which is what links are made of. <c>X-Forwarded-For</c>,
/// <c>-Proto</c> and <c>-Host</c> count from the proxies that the settings name, and from nobody else. A server that only this
/// machine can reach answers under this machine's names: one that somebody points at 127.0.0.1 (DNS rebinding) is refused.
/// </summary>
internal static class RequestOrigin
{
    public static IApplicationBuilder UseForwardedOrigin(this IApplicationBuilder app, LecternOptions options)
    {
        if (options.Proxies.Count == 0)
            return app;
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders =
                ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,

            // Through as many proxies as are named.
            ForwardLimit = null,
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in options.Proxies)
            forwarded.KnownIPNetworks.Add(network);
        return app.Use((http, next) =>
        {
            http.Features.Set(new DirectPeer(http.Connection.RemoteIpAddress));
            return next(http);
        }).UseForwardedHeaders(forwarded);
    }

    public static IApplicationBuilder UseOwnHosts(this IApplicationBuilder app, LecternOptions options)
    {
        if (!options.Urls.All(IsOfThisMachine))
            return app;
        var publicHost = options.PublicUrl is { } url ? new Uri(url).Host : null;
        return app.Use((http, next) =>
        {
            var host = http.Request.Host.Host;
            if (IsOwn(host) || host.Equals(publicHost, StringComparison.OrdinalIgnoreCase) || IsFromProxy(http, options))
                return next(http);
            throw new ApiException(
                StatusCodes.Status421MisdirectedRequest,
                "This server is not set to answer under this host name: "
                + "LECTERN_PUBLIC_URL names it, or LECTERN_PROXIES the proxy.");
        });
    }

    /// <summary>Where clients find the server, without a slash at its end.</summary>
    public static string Origin(this HttpRequest request, LecternOptions options) =>
        Of(options, $"{request.Scheme}://{request.Host}");

    /// <param name="asked">Scheme and host that a request went to; a proxy may have taken the base path off.</param>
    public static string Of(LecternOptions options, string asked) => options.PublicUrl ?? asked + options.BasePath;

    private static bool IsFromProxy(HttpContext http, LecternOptions options) =>
        http.Features.Get<DirectPeer>()?.Address is { } peer
        && options.Proxies.Any(network => network.Contains(peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer));

    /// <summary>An address is nobody's name; without one no browser asked.</summary>
    private static bool IsOwn(string host) =>
        host.Length == 0 || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host, out _);

    private static bool IsOfThisMachine(string url)
    {
        var address = BindingAddress.Parse(url);
        return !address.IsUnixPipe && (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip)));
    }

    /// <summary>Who opened the connection, before a proxy's word replaced it.</summary>
    private sealed record DirectPeer(IPAddress? Address);
}
