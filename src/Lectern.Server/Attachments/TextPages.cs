using Lectern.Server.Indexing.Sharing;
using Lectern.Server.Platform.Http;
using Lectern.Server.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Lectern.Server.Attachments;

/// <summary>
/// Sends files' parsed texts as pages. Links need no key, so only some are sent at once; one that is read too slowly ends.
/// Thread-safe.
/// </summary>
internal sealed class TextPages(TimeProvider time)
{
    public const int AtOnce = 8;

    /// <summary>Of those, of one project's files: slow readers of its links leave the rest to others.</summary>
    public const int AtOnceOfProject = 4;

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A reader who is slower would keep others from reading.</summary>
    private static readonly MinDataRate Slowest = new(bytesPerSecond: 16 * 1024, gracePeriod: TimeSpan.FromSeconds(10));

    private readonly FairPlaces places = new(AtOnce, AtOnceOfProject);

    /// <param name="projectId">Of the file.</param>
    /// <param name="open">Opens the text; it is called when there is a place, and gives null when the text is gone.</param>
    /// <param name="setHeaders">Called with the file's name before anything is sent.</param>
    /// <exception cref="ApiException">404: it is not there any more; 503: too many are read at once.</exception>
    public async Task SendAsync(
        HttpContext http, string projectId, Func<FileText?> open, TextSpan? highlight, Action<string> setHeaders)
    {
        using var place = await EnterAsync(projectId, http.RequestAborted);
        using var text = open() ?? throw new ApiException(404, "What this link opened is not there any more.");
        setHeaders(text.Name);
        http.Response.ContentType = MarkedTextPage.ContentType;
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = Slowest;
        if (!HttpMethods.IsHead(http.Request.Method))
            await MarkedTextPage.WriteAsync(http.Response.BodyWriter, text.Name, text.Content, highlight, http.RequestAborted);
    }

    public async Task<FairPlace> EnterAsync(string projectId, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await places.EnterAsync(projectId, isSmall: false, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ApiException(StatusCodes.Status503ServiceUnavailable, "Too many texts are being read at this moment.")
            {
                RetryAfter = Patience,
            };
        }
    }
}
