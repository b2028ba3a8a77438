using System.Net;

namespace Lectern.Client;

/// <summary>Status 404: there is no such thing, or the key may not see it.</summary>
public sealed class LecternNotFoundException : LecternApiException
{
    internal LecternNotFoundException(string detail)
        : base(HttpStatusCode.NotFound, detail, [])
    {
    }
}
