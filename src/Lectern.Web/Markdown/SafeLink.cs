namespace Lectern.Web.Markdown;

/// <summary>A link that the page will follow: to the web or to a mail program, and it says where.</summary>
/// <param name="Address">Absolute.</param>
/// <param name="Host">What is shown beside the link's text.</param>
internal sealed record SafeLink(string Address, string Host)
{
    /// <returns>Null for everything else: <c>javascript:</c>, <c>data:</c>, files, relative addresses.</returns>
    public static SafeLink? Of(string? address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return null;
        return uri.Scheme switch
        {
            "http" or "https" when uri.UserInfo.Length == 0 && uri.IdnHost.Length > 0 =>
                new SafeLink(uri.AbsoluteUri, uri.IdnHost),
            "mailto" => new SafeLink(uri.AbsoluteUri, uri.AbsoluteUri["mailto:".Length..].Split('?')[0]),
            _ => null,
        };
    }
}
