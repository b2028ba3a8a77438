using System.Text.Json;
using Lectern.Tests.Platform.OpenApi;

namespace Lectern.Tests.Fakes;

/// <summary>Checks every JSON response against the document that the server serves of itself.</summary>
internal sealed class DescribedResponses(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly SemaphoreSlim Once = new(1);
    private static Described? document;
    private static int responses;

    /// <summary>How many responses of this process were checked.</summary>
    public static int Checked => Volatile.Read(ref responses);

    public bool IsOn { get; set; } = true;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        var isJson = response.Content.Headers.ContentType?.MediaType == "application/json";
        if (!IsOn || !isJson || !path.StartsWith("/api/", StringComparison.Ordinal))
            return response;
        var described = await DescribedAsync(request.RequestUri, cancellationToken);
        if (described.Operations.FirstOrDefault(o => o.Takes(request.Method.Method, path)) is not { } operation)
            return response;
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var schema = operation.Response((int)response.StatusCode)!.Value.GetProperty("content").GetProperty("application/json")
            .GetProperty("schema");
        using var value = JsonDocument.Parse(text);
        var faults = described.Schemas.Faults(schema, value.RootElement);
        Assert.True(
            faults.Count == 0,
            $"{operation.Name} {(int)response.StatusCode} is not as described: {string.Join("; ", faults.Take(5))}: {text}");
        Interlocked.Increment(ref responses);
        return response;
    }

    /// <summary>One document for all servers of this process: it is made of the endpoints and types alone.</summary>
    private async Task<Described> DescribedAsync(Uri address, CancellationToken cancellationToken)
    {
        await Once.WaitAsync(cancellationToken);
        try
        {
            if (document is not null)
                return document;
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/openapi/v1.json"));
            using var response = await base.SendAsync(request, cancellationToken);
            var served = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken)).RootElement;
            return document = new Described(DescribedOperation.All(served), new SchemaCheck(served));
        }
        finally
        {
            Once.Release();
        }
    }

    private sealed record Described(IReadOnlyList<DescribedOperation> Operations, SchemaCheck Schemas);
}
