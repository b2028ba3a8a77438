using System.Net;

namespace Lectern.Client;

/// <summary>Status 400: the server understood and refuses.</summary>
public sealed class LecternBadRequestException : LecternApiException
{
    internal LecternBadRequestException(string detail)
        : base(HttpStatusCode.BadRequest, detail, [])
    {
    }
}
