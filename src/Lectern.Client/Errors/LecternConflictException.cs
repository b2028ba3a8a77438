using System.Net;

namespace Lectern.Client;

/// <summary>Status 409: something else is going on, such as a running turn.</summary>
public sealed class LecternConflictException : LecternApiException
{
    internal LecternConflictException(string detail)
        : base(HttpStatusCode.Conflict, detail, [])
    {
    }
}
