using System.Net;

namespace Lectern.Client;

/// <summary>Status 5xx: the server failed.</summary>
public sealed class LecternServerException : LecternApiException
{
    internal LecternServerException(HttpStatusCode status, string detail)
        : base(status, detail, [])
    {
    }
}
