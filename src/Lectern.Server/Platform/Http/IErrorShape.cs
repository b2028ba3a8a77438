namespace Lectern.Server.Platform.Http;

/// <summary>How an endpoint of another dialect says that a request failed; among the endpoint's metadata.</summary>
internal interface IErrorShape
{
    /// <param name="detail">One clear sentence.</param>
    Task WriteAsync(HttpContext http, int status, string detail);
}
