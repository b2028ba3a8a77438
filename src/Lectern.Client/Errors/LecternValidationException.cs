using System.Net;
using Lectern.Contracts;

namespace Lectern.Client;

/// <summary>Status 422: fields are wrong; <see cref="LecternApiException.Errors"/> names them.</summary>
public sealed class LecternValidationException : LecternApiException
{
    internal LecternValidationException(string detail, IReadOnlyList<ValidationError> errors)
        : base(HttpStatusCode.UnprocessableEntity, detail, errors)
    {
    }
}
