using System.Net;

namespace Lectern.Client;

/// <summary>One response of the server, as it came; see <see cref="ResponseCapture"/>.</summary>
public sealed class RawResponse
{
    internal RawResponse(
        HttpMethod method, Uri address, HttpStatusCode status, IReadOnlyDictionary<string, string> headers,
        ReadOnlyMemory<byte>? body) =>
        (Method, Address, Status, Headers, Body) = (method, address, status, headers, body);

    /// <summary>Of the request.</summary>
    public HttpMethod Method { get; }

    /// <summary>Of the request.</summary>
    public Uri Address { get; }

    /// <summary>The status; those of attempts that were repeated too.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>By names in any case; values of a header that came several times are joined by commas.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body; null of a stream, which whoever reads it gets piece by piece.</summary>
    public ReadOnlyMemory<byte>? Body { get; }

    /// <summary>The <c>x-request-id</c> by which the server's log and traces know the call; null where it sent none.</summary>
    public string? RequestId => Headers.GetValueOrDefault("x-request-id");
}
