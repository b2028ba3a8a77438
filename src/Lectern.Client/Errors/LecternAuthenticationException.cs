using System.Net;

namespace Lectern.Client;

/// <summary>Status 401: the key is missing, unknown or revoked.</summary>
public sealed class LecternAuthenticationException : LecternApiException
{
    internal LecternAuthenticationException(string detail)
        : base(HttpStatusCode.Unauthorized, detail, [])
    {
    }
}
