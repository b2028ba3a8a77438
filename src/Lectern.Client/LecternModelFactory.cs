using System.Net;
using Lectern.Client.Http;
using Lectern.Contracts;

namespace Lectern.Client;

/// <summary>
/// Makes what only the client makes, for stand-ins in tests: the members of <see cref="LecternClient"/> and of its operations are
/// virtual, and the records of <c>Lectern.Contracts</c> have constructors of their own.
/// </summary>
public static class LecternModelFactory
{
    /// <summary>A list of one page.</summary>
    public static PagedList<T> List<T>(params IReadOnlyList<T> items) =>
        new((_, _) => Task.FromResult(new Page<T>(items, null)));

    /// <summary>What a call throws that the server answers with this status; of the class that stands for it.</summary>
    /// <param name="status">4xx or 5xx.</param>
    /// <param name="detail">The server's sentence.</param>
    /// <param name="errors">With 422: what is wrong with which field.</param>
    /// <param name="retryAfter">With 429: how long the server asks to wait.</param>
    /// <param name="requestId">The response's <c>x-request-id</c>.</param>
    public static LecternApiException Fault(
        HttpStatusCode status, string detail, IReadOnlyList<ValidationError>? errors = null, TimeSpan? retryAfter = null,
        string? requestId = null) =>
        ApiErrors.Of(status, detail, errors ?? [], retryAfter, requestId);

    /// <summary>A response as <see cref="ResponseCapture"/> keeps it.</summary>
    public static RawResponse Response(
        HttpMethod method, Uri address, HttpStatusCode status, IEnumerable<KeyValuePair<string, string>> headers,
        ReadOnlyMemory<byte>? body = null) =>
        new(method, address, status, new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase), body);

    /// <summary>What waiting for an index throws whose sync failed.</summary>
    public static IndexNotReadyException NotReady(string message, IndexResponse index) => new(message, index);
}
