using System.Net;

namespace Lectern.Client;

/// <summary>Status 403: the key may not do this.</summary>
public sealed class LecternPermissionException : LecternApiException
{
    internal LecternPermissionException(string detail)
        : base(HttpStatusCode.Forbidden, detail, [])
    {
    }
}
