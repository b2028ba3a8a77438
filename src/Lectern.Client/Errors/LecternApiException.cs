using System.Net;
using Lectern.Contracts;

namespace Lectern.Client;

/// <summary>The server answered with an error.</summary>
public class LecternApiException : LecternException
{
    internal LecternApiException(HttpStatusCode status, string detail, IReadOnlyList<ValidationError> errors)
        : base(detail) =>
        (Status, Errors) = (status, errors);

    /// <summary>The response's status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The server's <c>detail</c>: one sentence, or the validation errors in one line.</summary>
    public string Detail => Message;

    /// <summary>By which the server's log and traces know the call; null from a server that gives none.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>Status 422: what is wrong with which field. Otherwise empty.</summary>
    public IReadOnlyList<ValidationError> Errors { get; }
}
