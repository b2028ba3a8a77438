using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lectern.Tests.Hostile;

/// <summary>
/// Every operation of the served OpenAPI document, with a hostile value in each of its fields, parameters and headers, one at a
/// time: none is a server's error, none hangs, and the lists answer afterwards.
/// </summary>
public sealed class ApiFuzzTests
{
    private const int Least = 10_000;
    private const int Lanes = 4;
    private const string Here = "HERE";

    /// <summary>There is nothing to end in most runs, what syncs is not restored, and no folder is followed.</summary>
    private static readonly string[] MayNeverSucceed =
    [
        "POST /api/v1/indexes/{index_id}/sync/cancel", "POST /api/v1/indexes/{index_id}/generations/{number}/restore",
        "GET /api/v1/folder", "POST /api/v1/folder/removals",
    ];

    /// <summary>As they stand in an address.</summary>
    private static readonly string[] InAddress =
    [
        "%00", "a%00b", "%ED%A0%80", "%FF%FE", "%", "%zz", "%2e%2e%2f%2e%2e", "%0d%0aX-A:%201", "%1b%5b2J", "%F0%9F%98%80",
        "%EF%BF%BF", "%27%20OR%201=1--", "0", "-1", "1e9", "NaN", "null", "true", "2147483648", "99999999999999999999", "0.5",
        "2000", "00000000-0000-0000-0000-000000000000", "%7B%22a%22:1%7D", "a,b,,c", ",", "a.b", "name%20desc", "2026-11-01",
        "9999-12-31T23:59:59.9999999-14:00", "0001-01-01T00:00:00%2B14:00", "0-5", "5-0", "0-2147483647", "download_url",
        "sync_in_progress", "dir-0", "%E2%80%A8", new string('x', 201), new string('x', 3_100), "%CC%81%CC%96%CC%81%CC%96",
    ];

    private static readonly (string Name, string[] Values)[] Headers =
    [
        ("Idempotency-Key", ["", "x", new string('x', 256), "ä😀", "'--"]), ("Accept", ["x", "*/*;q=x", "text/html"]),
        ("Last-Event-ID", ["x", "-1", "0", "1", "99999999999999999999", "1.5"]), ("If-None-Match", ["x", "\"", "*", "W/\"a\""]),
        ("x-stainless-retry-count", ["x", "-1", "5", "99999999999999999999"]),
        ("Accept-Encoding", ["br;q=9", "x", "gzip, br, zstd"]), ("X-Forwarded-Host", ["evil.example\" onload=x", "ä"]),
        ("Range", ["bytes=5-1", "bytes=-99999999999999999999", "bytes=0-0,1-1", "x"]), ("Cookie", ["a=b;;=;", "ä"]),
        ("Authorization", ["Bearer", "Bearer ", "Bearer ä", "Basic eDp4"]),
        ("Content-Type", ["x", "application/json; charset=x", "application/xml", "multipart/form-data; boundary=\"\""]),
    ];

    private readonly ConcurrentDictionary<string, Reached> reached = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> broken = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_request_is_a_servers_error()
    {
        using var log = new MemoryLog();
        await using var server = await TestServer.StartAsync(
            services => services.AddLogging(logging => logging.AddProvider(log).AddFilter(level => level >= LogLevel.Error)));
        using var http = Client(server);
        var operations = ApiOperation.Read(await server.GetAsync("/openapi/v1.json"));
        var began = TimeProvider.System.GetTimestamp();
        var queue = new ConcurrentQueue<ApiOperation>(operations.OrderByDescending(o => o.Fields.Count + o.InQuery.Count));
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(async _ =>
        {
            var world = await FuzzWorld.MakeAsync(server);
            while (queue.TryDequeue(out var operation))
                await FuzzAsync(http, world, operation);
            await AnswersStillAsync(server, world);
        }));

        var requests = reached.Values.Sum(r => r.Requests);
        var succeeded = reached.Values.Sum(r => r.Succeeded);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine($"API fuzz: {operations.Count} operations, {requests} requests, {succeeded} 2xx, {seconds:0} s");
        Assert.True(broken.IsEmpty, $"{broken.Count} broken:\n{string.Join('\n', broken.Take(20))}");
        Assert.True(requests >= Least, $"Only {requests} requests.");
        Assert.All(
            operations.Where(o => !MayNeverSucceed.Contains(o.Name)),
            o => Assert.True(reached[o.Name].Succeeded > 0, $"{o.Name} never succeeded."));
        Assert.True(succeeded > requests / 6, $"Only {succeeded} requests passed the checks.");
        Assert.Empty(log.Lines);
    }

    /// <summary>Sends what stands in a header as UTF-8.</summary>
    private static HttpClient Client(TestServer server)
    {
        var sockets = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        var client = new HttpClient(new DescribedResponses(sockets))
        {
            BaseAddress = server.Http.BaseAddress,
        };
        client.DefaultRequestHeaders.Authorization = server.Http.DefaultRequestHeaders.Authorization;
        return client;
    }

    private async Task FuzzAsync(HttpClient http, FuzzWorld world, ApiOperation operation)
    {
        await SendAsync(http, world, operation, null, null);
        foreach (var name in operation.InPath)
        {
            foreach (var value in InAddress)
                await SendAsync(http, world, operation, $"path {name}", value, path: (name, value));
        }

        foreach (var name in operation.InQuery)
        {
            foreach (var value in InAddress)
                await SendAsync(http, world, operation, $"query {name}", value, query: (name, value));
        }

        foreach (var (name, values) in Headers)
        {
            foreach (var value in values)
                await SendAsync(http, world, operation, $"header {name}", value, header: (name, value));
        }

        foreach (var field in operation.Fields)
        {
            foreach (var value in HostileJson.All)
                await SendAsync(http, world, operation, $"body {string.Join('.', field)}", value, field: (field, value));
        }

        foreach (var body in operation.HasBody ? HostileJson.Bodies : [])
            await SendAsync(http, world, operation, "body", Encoding.UTF8.GetString(body), whole: body);
    }

    private async Task SendAsync(
        HttpClient http, FuzzWorld world, ApiOperation operation, string? place, string? value,
        (string Name, string Value)? path = null, (string Name, string Value)? query = null,
        (
            string Name,
            string Value)? header = null, (IReadOnlyList<string> Place, string Value)? field = null, byte[]? whole = null)
    {
        var address = await AddressAsync(http, world, operation, path, query);
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), address);
        if (operation.HasBody)
        {
            request.Content = new ByteArrayContent(whole ?? await BodyAsync(world, operation, field));
            var type = operation.IsForm ? "multipart/form-data; boundary=xx" : "application/json";
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        if (header is { } given)
        {
            var headers = given.Name == "Content-Type" ? (HttpHeaders?)request.Content?.Headers : request.Headers;
            headers?.Remove(given.Name);
            headers?.TryAddWithoutValidation(given.Name, given.Value);
        }

        var shown = value?.Length > 150 ? value[..150] + "…" : value;
        await AnswerAsync(http, world, operation, request, $"{operation.Name}, {place}: {shown}");
    }

    private async Task AnswerAsync(
        HttpClient http, FuzzWorld world, ApiOperation operation, HttpRequestMessage request, string what)
    {
        var counts = reached.GetOrAdd(operation.Name, _ => new Reached());
        try
        {
            using var response = await http.SendAsync(request, Cancellation);
            var answer = await response.Content.ReadAsStringAsync(Cancellation);
            counts.Count(response.IsSuccessStatusCode);
            var isTold = answer.Length == 0 || answer.StartsWith("{\"detail\":", StringComparison.Ordinal);
            if (response.IsSuccessStatusCode)
                world.Used(operation);
            else if ((int)response.StatusCode >= 500 || !isTold)
                broken.Add($"{what} → {(int)response.StatusCode} {answer}");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !Cancellation.IsCancellationRequested)
        {
            broken.Add($"{what} → {e.Message}");
        }
    }

    private static async Task<Uri> AddressAsync(
        HttpClient http, FuzzWorld world, ApiOperation operation, (string Name, string Value)? path,
        (string Name, string Value)? query)
    {
        var address = new StringBuilder(operation.Template);
        foreach (var name in operation.InPath)
            address.Replace($"{{{name}}}", path?.Name == name ? path.Value.Value : await world.PathAsync(operation, name));
        var parameters = operation.InQuery
            .Select(name => (Name: name, Value: query?.Name == name ? query.Value.Value : world.Query(name)))
            .Where(p => p.Value is not null).Select(p => $"{p.Name}={p.Value}");
        address.Append('?').AppendJoin('&', parameters);

        // As it is: a client that is not kind does not mend it.
        var asItIs = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        return new Uri($"{http.BaseAddress!.GetLeftPart(UriPartial.Authority)}{address}", asItIs);
    }

    private static async Task<byte[]> BodyAsync(
        FuzzWorld world, ApiOperation operation, (IReadOnlyList<string> Place, string Value)? hostile)
    {
        if (operation.IsForm)
            return Encoding.UTF8.GetBytes(await FormAsync(world, operation, hostile));
        var body = new JsonObject();
        foreach (var name in FuzzWorld.Needed(operation).Where(r => operation.Fields.Any(f => f[0] == r)))
            body[name] = JsonNode.Parse(await world.FieldAsync(operation, name));
        if (hostile is not var (place, value))
            return Encoding.UTF8.GetBytes(body.ToJsonString());
        Put(body, place);
        return Encoding.UTF8.GetBytes(body.ToJsonString().Replace($"\"{Here}\"", value, StringComparison.Ordinal));
    }

    /// <summary>Marks a place in a body, making the objects and lists on the way to it.</summary>
    private static void Put(JsonObject body, IReadOnlyList<string> place)
    {
        JsonNode made = Here;
        for (var i = place.Count - 1; i > 0; i--)
            made = place[i] == "0" ? new JsonArray(made) : new JsonObject { [place[i]] = made };
        if (place is [_, "a", "operator" or "value"])
            made[place[1]]![place[2] == "value" ? "operator" : "value"] = "eq";
        body[place[0]] = made;
    }

    private static async Task<string> FormAsync(
        FuzzWorld world, ApiOperation operation, (IReadOnlyList<string> Place, string Value)? hostile)
    {
        var form = new StringBuilder();
        foreach (var name in operation.Fields.Select(f => f[0]).Distinct())
        {
            var isFile = name is "file" or "upload_file";
            var isHostile = hostile?.Place[0] == name;
            if (!isHostile && !operation.Required.Contains(name))
                continue;
            var value = isHostile ? hostile!.Value.Value : isFile ? "x" : (await world.FieldAsync(operation, name)).Trim('"');
            var fileName = isHostile ? value.Replace("\"", "", StringComparison.Ordinal) : "b.txt";
            var ending = isFile ? $"; filename=\"{fileName}\"" : "";
            form.Append("--xx\r\nContent-Disposition: form-data; name=\"").Append(name).Append('"').Append(ending);
            form.Append("\r\n\r\n").Append(value).Append("\r\n");
        }

        return form.Append("--xx--\r\n").ToString();
    }

    private static async Task AnswersStillAsync(TestServer server, FuzzWorld world)
    {
        foreach (var list in (string[])["beta/directories", "beta/files", "indexes", "chat", "keys"])
            Assert.True((await server.GetAsync($"/api/v1/{list}?page_size=1000")).TryGetProperty("items", out _));
        Assert.NotEmpty((await server.GetAsync("/api/v1/projects")).EnumerateArray());
        var found = await server.PostAsync("/api/v1/retrieval/retrieve", new { index_id = world.Index, query = "quay" });
        Assert.NotEmpty(found.GetProperty("results").EnumerateArray());
    }

    /// <summary>What was sent to an operation. Thread-safe.</summary>
    private sealed class Reached
    {
        private int requests;
        private int succeeded;

        public int Requests => requests;

        public int Succeeded => succeeded;

        public void Count(bool success)
        {
            Interlocked.Increment(ref requests);
            if (success)
                Interlocked.Increment(ref succeeded);
        }
    }
}
