namespace Lectern.Server.Platform.Http;

/// <summary>How an endpoint of another dialect says that a request failed; among the endpoint's metadata.</summary>
internal interface IErrorShape
{
    /// <param name="detail">One clear sentence.</param>
    /// <param name="field">Of the request, which is at fault; null where it is none.</param>
    Task WriteAsync(HttpContext http, int status, string detail, string? field);
}
