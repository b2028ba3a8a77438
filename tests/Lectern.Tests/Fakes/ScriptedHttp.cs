using System.Net;
using System.Text;

namespace Lectern.Tests.Fakes;

/// <summary>A server's answers one after the other, without a network; the last one repeats. Notes what was sent.</summary>
internal sealed class ScriptedHttp(params Func<HttpRequestMessage, HttpResponseMessage>[] answers) : HttpMessageHandler
{
    public List<(HttpMethod Method, Uri Address, string? Body)> Sent { get; } = [];

    public List<HttpRequestMessage> Requests { get; } = [];

    public string? Header(int request, string name) =>
        Requests[request].Headers.TryGetValues(name, out var values) ? values.Single() : null;

    public static HttpResponseMessage Json(HttpStatusCode status, string json, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    public static HttpResponseMessage Events(string frames) =>
        new(HttpStatusCode.OK) { Content = new StringContent(frames, Encoding.UTF8, "text/event-stream") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        Sent.Add((request.Method, request.RequestUri!, body));
        Requests.Add(request);
        return answers[Math.Min(Sent.Count, answers.Length) - 1](request);
    }
}
