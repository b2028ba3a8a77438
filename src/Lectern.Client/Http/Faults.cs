using System.Net.Sockets;

namespace Lectern.Client.Http;

/// <summary>Which exceptions mean that the connection failed, and what is said about them.</summary>
internal static class Faults
{
    /// <summary>
    /// Ask only when the caller's own token is not cancelled: a time limit is an <see cref="OperationCanceledException"/> too.
    /// </summary>
    /// <remarks>
    /// A connection that is lost between being made and being used comes out of <see cref="HttpClient"/> as a bare
    /// <see cref="SocketException"/>.
    /// </remarks>
    public static bool IsOfConnection(Exception e) =>
        e is HttpRequestException or IOException or SocketException or OperationCanceledException;

    public static LecternConnectionException Of(Exception e, string server, TimeSpan timeout) => e is OperationCanceledException
        ? new LecternTimeoutException($"{server} did not answer within {timeout.TotalSeconds:0.#} s.", e)
        : new LecternConnectionException($"{server} cannot be reached: {e.Message}", e);
}
