using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;

namespace Lectern.Server.Platform.Outgoing;

/// <summary>
/// The HTTP that models are called over. 429, 5xx and failed connections are tried again before a response has begun, never
/// after; a server that asks for a longer wait than a person has patience for is not.
/// </summary>
internal static class ModelHttp
{
    private const int Retries = 3;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    /// <param name="hasKey">Without one, the one that the provider's package makes up is taken away.</param>
    public static HttpClient Create(bool hasKey)
    {
        var retry = new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = Retries,
            Delay = FirstDelay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = args => ValueTask.FromResult(IsTransient(args.Outcome)),
            OnRetry = args =>
            {
                ModelWait.Tell(args.RetryDelay);
                return ValueTask.CompletedTask;
            },
            DelayGenerator = args => ValueTask.FromResult(RetryAfter(args.Outcome.Result)),
        };
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>().AddRetry(retry).Build();
        var handler = new ResilienceHandler(pipeline)
        {
            InnerHandler = new SocketsHttpHandler
            {
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(15),

                // A redirected POST would become a GET; the status says more.
                AllowAutoRedirect = false,
            },
        };
        return new HttpClient(
            hasKey ? handler : new KeylessHandler { InnerHandler = handler })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    private static bool IsTransient(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException
        || (outcome.Result is { StatusCode: HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError } response
            && !(RetryAfter(response) > LongestWait));

    private static TimeSpan? RetryAfter(HttpResponseMessage? response) => response?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when response.Headers.Date is { } now => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };

    private sealed class KeylessHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = null;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
