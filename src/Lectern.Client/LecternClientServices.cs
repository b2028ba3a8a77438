using Lectern.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="LecternClient"/> with a container.</summary>
public static class LecternClientServices
{
    /// <summary>The name of the <see cref="HttpClient"/> that <see cref="IHttpClientFactory"/> makes for the client.</summary>
    public const string HttpClientName = "Lectern";

    /// <summary>Adds a <see cref="LecternClient"/> over <see cref="IHttpClientFactory"/>.</summary>
    /// <param name="services">The container's description.</param>
    /// <param name="configure">Sets address and key; what it leaves out comes from the environment.</param>
    /// <returns>The builder of the HTTP client, for handlers of your own.</returns>
    public static IHttpClientBuilder AddLecternClient(
        this IServiceCollection services, Action<LecternClientOptions>? configure = null)
    {
        services.AddOptions<LecternClientOptions>().Configure(options => configure?.Invoke(options))
            .PostConfigure<IServiceProvider>(
                (options, provider) => options.LoggerFactory ??= provider.GetService<ILoggerFactory>());
        services.AddTransient(provider => new LecternClient(
            provider.GetRequiredService<IOptions<LecternClientOptions>>().Value,
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName)));

        // The client has time limits of its own; a stream may last for hours.
        return services.AddHttpClient(HttpClientName, http => http.Timeout = Timeout.InfiniteTimeSpan);
    }
}
