using Microsoft.Extensions.Logging;

namespace Lectern.Client;

/// <summary>Where the server is, the key to use, and how patient the client is.</summary>
public sealed class LecternClientOptions
{
    /// <summary>
    /// The server's address, such as <c>http://127.0.0.1:5080</c>. When it or <see cref="ApiKey"/> is null, what is missing
    /// comes from <c>LECTERN_BASE_URL</c> and <c>LECTERN_API_KEY</c>; when neither of these is set, from
    /// <c>LLAMA_CLOUD_BASE_URL</c> and <c>LLAMA_CLOUD_API_KEY</c>. A key of one pair is never sent to the address of the other.
    /// </summary>
    public Uri? BaseUrl { get; set; }

    /// <summary>Sent as <c>Authorization: Bearer</c> to <see cref="BaseUrl"/> and to nobody else.</summary>
    public string? ApiKey { get; set; }

    /// <summary>A project's UUID, sent with every call; null for the key's default project.</summary>
    public string? ProjectId { get; set; }

    /// <summary>An organization's UUID, sent with every call; null for the key's own.</summary>
    public string? OrganizationId { get; set; }

    /// <summary>How often a call is repeated after a failure that a repetition may cure; 0 never repeats. Default 2.</summary>
    public int MaxRetries { get; set; } = 2;

    /// <summary>
    /// How long one attempt may take: to the whole answer of a call, to the first byte of a stream, from one piece of an upload
    /// to the next. Default 60 seconds.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How often in a row a broken stream is opened again without anything new from it. With the growing pauses in between, the
    /// default of 10 waits more than a minute for a server that restarts.
    /// </summary>
    public int MaxStreamReconnects { get; set; } = 10;

    /// <summary>
    /// After this long without a byte a stream counts as broken. A server sends at least a comment every 15 seconds. Default 45
    /// seconds.
    /// </summary>
    public TimeSpan StreamIdleTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>
    /// Where the client tells of its calls, in the category <c>Lectern.Client</c>: what is tried again and which streams broke as
    /// warnings, every call with the server's id of it for debugging. Null tells nobody; in a container its own is taken.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock of pauses and time limits; for tests.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>These options with what is missing read from the environment.</summary>
    /// <exception cref="ArgumentException">
    /// No address or no key was given anywhere, or the address is not an absolute http(s) URL.
    /// </exception>
    internal LecternClientOptions Complete(Func<string, string?> environment)
    {
        var complete = (LecternClientOptions)MemberwiseClone();
        var prefix = Value("LECTERN_BASE_URL") is null && Value("LECTERN_API_KEY") is null ? "LLAMA_CLOUD" : "LECTERN";
        if (BaseUrl is null && Value(prefix + "_BASE_URL") is { } url)
        {
            complete.BaseUrl = Uri.TryCreate(url, UriKind.Absolute, out var parsed)
                ? parsed
                : throw new ArgumentException($"{prefix}_BASE_URL is not a URL: {url}");
        }

        complete.ApiKey ??= Value(prefix + "_API_KEY");
        if (complete.BaseUrl is null)
            throw new ArgumentException(
                "No server is named: set LecternClientOptions.BaseUrl or the environment's LECTERN_BASE_URL.");
        if (!complete.BaseUrl.IsAbsoluteUri || complete.BaseUrl.Scheme is not ("http" or "https"))
            throw new ArgumentException($"BaseUrl is not an absolute http or https URL: {complete.BaseUrl}");

        // A reader of URLs takes http://unix:/run/lectern.sock for a host of that name, which is not to have the key. It reads
        // over blanks, and may take a backslash for a slash.
        var place = complete.BaseUrl.OriginalString.AsSpan().Trim()[complete.BaseUrl.Scheme.Length..].TrimStart(@":/\");
        var slash = place.IndexOfAny('/', '\\');
        place = place[(place[..(slash < 0 ? place.Length : slash)].LastIndexOf('@') + 1)..];
        if (complete.BaseUrl.Host is "unix" or "pipe" && place.Length > 5 && place[4] == ':' && place[5] is '/' or '\\')
            throw new ArgumentException($"BaseUrl is a socket, which the client cannot ask: {complete.BaseUrl.OriginalString}");
        if (string.IsNullOrWhiteSpace(complete.ApiKey))
            throw new ArgumentException("No key is given: set LecternClientOptions.ApiKey or the environment's LECTERN_API_KEY.");
        return complete;

        string? Value(string name) => environment(name) is { Length: > 0 } value ? value : null;
    }
}
