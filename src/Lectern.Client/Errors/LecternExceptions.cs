using System.Net;
using Lectern.Contracts;

namespace Lectern.Client;

/// <summary>What every failure of a call is; its message is a sentence for a person.</summary>
public class LecternException : Exception
{
    /// <summary>A failure with a sentence that says what went wrong.</summary>
    public LecternException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}

/// <summary>The server could not be reached, or the connection broke and could not be made again.</summary>
public class LecternConnectionException(string message, Exception? cause = null) : LecternException(message, cause);

/// <summary>The server took longer than <see cref="LecternClientOptions.Timeout"/>.</summary>
public sealed class LecternTimeoutException(string message, Exception? cause = null) : LecternConnectionException(message, cause);

/// <summary>A sync did not end with an index that can be searched.</summary>
/// <param name="message">Why.</param>
/// <param name="index">The index as it stands; its metadata name the files that could not be read.</param>
public sealed class IndexNotReadyException(string message, IndexResponse index) : LecternException(message)
{
    /// <summary>The index as it stands; its metadata name the files that could not be read.</summary>
    public IndexResponse Index { get; } = index;
}

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

    /// <summary>Status 422: what is wrong with which field. Otherwise empty.</summary>
    public IReadOnlyList<ValidationError> Errors { get; }
}

/// <summary>Status 400: the server understood and refuses.</summary>
public sealed class LecternBadRequestException : LecternApiException
{
    internal LecternBadRequestException(string detail)
        : base(HttpStatusCode.BadRequest, detail, [])
    {
    }
}

/// <summary>Status 401: the key is missing, unknown or revoked.</summary>
public sealed class LecternAuthenticationException : LecternApiException
{
    internal LecternAuthenticationException(string detail)
        : base(HttpStatusCode.Unauthorized, detail, [])
    {
    }
}

/// <summary>Status 403: the key may not do this.</summary>
public sealed class LecternPermissionException : LecternApiException
{
    internal LecternPermissionException(string detail)
        : base(HttpStatusCode.Forbidden, detail, [])
    {
    }
}

/// <summary>Status 404: there is no such thing, or the key may not see it.</summary>
public sealed class LecternNotFoundException : LecternApiException
{
    internal LecternNotFoundException(string detail)
        : base(HttpStatusCode.NotFound, detail, [])
    {
    }
}

/// <summary>Status 409: something else is going on, such as a running turn.</summary>
public sealed class LecternConflictException : LecternApiException
{
    internal LecternConflictException(string detail)
        : base(HttpStatusCode.Conflict, detail, [])
    {
    }
}

/// <summary>Status 422: fields are wrong; <see cref="LecternApiException.Errors"/> names them.</summary>
public sealed class LecternValidationException : LecternApiException
{
    internal LecternValidationException(string detail, IReadOnlyList<ValidationError> errors)
        : base(HttpStatusCode.UnprocessableEntity, detail, errors)
    {
    }
}

/// <summary>Status 429: too many requests.</summary>
public sealed class LecternRateLimitException : LecternApiException
{
    internal LecternRateLimitException(string detail, TimeSpan? retryAfter)
        : base(HttpStatusCode.TooManyRequests, detail, []) =>
        RetryAfter = retryAfter;

    /// <summary>How long the server asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; }
}

/// <summary>Status 5xx: the server failed.</summary>
public sealed class LecternServerException : LecternApiException
{
    internal LecternServerException(HttpStatusCode status, string detail)
        : base(status, detail, [])
    {
    }
}
