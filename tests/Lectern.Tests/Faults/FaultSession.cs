using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Faults;

/// <summary>One chat session under fault, everything that was asked in it and everything that a reader was shown of it.</summary>
internal sealed class FaultSession(FaultServer server, string id, CancellationToken cancellationToken) : IDisposable
{
    private readonly List<(Asked? Asked, StreamReading Reading)> readings = [];
    private readonly List<Asked> asked = [];
    private readonly List<string> broken = [];

    private string Messages => $"/api/v1/chat/{id}/messages";

    public static async Task<FaultSession> CreateAsync(FaultServer server, CancellationToken cancellationToken) =>
        new(server, await server.SessionAsync(), cancellationToken);

    public StreamReading Ask(TurnPlan plan, bool withKey)
    {
        var question = new Asked(plan, withKey ? plan.Tag : null);
        asked.Add(question);
        return Send(question);
    }

    public void Retry(double choice)
    {
        var withKey = asked.Where(a => a.Key is not null).ToList();
        if (withKey.Count > 0 && choice < 0.5)
            Send(Pick(withKey, choice * 2));
        else if (asked.Count > 0)
            Send(asked[^1]);
    }

    /// <summary>
    /// Either a prompt with this key has run and the others are refused, or none has and this one is like any other.
    /// </summary>
    public void ReuseKey(TurnPlan plan)
    {
        if (asked.LastOrDefault(a => a.Key is not null) is not { } owner)
            return;
        var question = new Asked(plan, owner.Key);
        asked.Add(question);
        Send(question);
    }

    public void Leave(double choice)
    {
        if (readings.Count > 0)
            Pick(readings, choice).Reading.Leave();
    }

    public void Follow() => Read(new HttpRequestMessage(HttpMethod.Get, Messages + "/stream"));

    public void Resume(double choice)
    {
        var seen = readings.SelectMany(r => r.Reading.Frames).Select(f => f.Id).DefaultIfEmpty(0).Max();
        var request = new HttpRequestMessage(HttpMethod.Get, Messages + "/stream");
        request.Headers.Add("Last-Event-ID", ((long)(choice * (seen + 1))).ToString(CultureInfo.InvariantCulture));
        Read(request);
    }

    public async Task BadPositionAsync()
    {
        foreach (var position in (string[])["x", "-1", "1e3", "999999999", "99999999999999999999"])
        {
            using var response = await server.Http.GetAsync($"{Messages}/stream?starting_after={position}", cancellationToken);
            if (response.StatusCode != HttpStatusCode.UnprocessableEntity)
                broken.Add($"the position {position} was answered {response.StatusCode}");
        }
    }

    public async Task CancelAsync()
    {
        NoteStops();
        foreach (var question in asked.Where(a => !a.StopSeen))
            question.MayBeCancelled = true;
        using var response = await server.Http.PostAsync(Messages + "/cancel", null, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
            broken.Add($"a cancel was answered {response.StatusCode}");
    }

    public async Task WaitAsync()
    {
        if (readings.Count > 0)
            await Task.WhenAny(readings[^1].Reading.EndAsync(), Task.Delay(100, cancellationToken));
    }

    /// <summary>The server is about to go: whatever has no stop yet may be cut off.</summary>
    public void ServerGoes()
    {
        NoteStops();
        foreach (var question in asked.Where(a => !a.StopSeen))
            question.MayBeCutOff = true;
    }

    /// <summary>Ends what still runs, waits for every reader, and holds the whole log against the rules.</summary>
    public async Task<(IReadOnlyList<string> Broken, int Frames, int Turns)> CheckAsync()
    {
        // A prompt that is still on its way would be accepted after the cancel.
        foreach (var (_, reading) in readings)
            await reading.Answered;
        await CancelAsync();
        foreach (var (question, reading) in readings)
        {
            await reading.EndAsync();
            Judge(question, await reading.Answered);
        }

        var (log, history) = await LogAndHistoryAsync();
        broken.AddRange(TurnRules.Broken(log, history, asked, readings.Select(r => r.Reading.Frames)));
        return (broken, log.Count + readings.Sum(r => r.Reading.Frames.Count), log.Count(f => f.Type == "user_input"));
    }

    /// <summary>
    /// The log between two readings of the history that agree. A request that was cut can still be accepted after everything else
    /// has ended: then its turn is ended too, and both are read again.
    /// </summary>
    private async Task<(IReadOnlyList<SseFrame> Log, IReadOnlyList<SseFrame> History)> LogAndHistoryAsync()
    {
        while (true)
        {
            var before = await HistoryAsync();
            using var response = await server.Http.GetAsync($"{Messages}/stream?starting_after=0", cancellationToken);
            var log = SseFrame.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            var history = await HistoryAsync();
            if (before.SequenceEqual(history))
                return (log, history);
            await CancelAsync();
        }
    }

    private async Task<IReadOnlyList<SseFrame>> HistoryAsync()
    {
        var detail = await server.Http.GetFromJsonAsync<JsonElement>($"/api/v1/chat/{id}", cancellationToken);
        return [.. detail.GetProperty("events").EnumerateArray().Select(e => new SseFrame(0, "message", e.GetRawText()))];
    }

    public void Dispose()
    {
        foreach (var (_, reading) in readings)
            reading.Dispose();
    }

    private StreamReading Send(Asked question)
    {
        NoteStops();
        var request = new HttpRequestMessage(HttpMethod.Post, Messages + "/stream")
        {
            Content = JsonContent.Create(new { prompt = question.Plan.Prompt }),
        };
        if (question.Key is not null)
            request.Headers.Add("Idempotency-Key", question.Key);
        if (question.Sent > 0)
            request.Headers.Add("x-stainless-retry-count", question.Sent.ToString(CultureInfo.InvariantCulture));
        question.Sent++;
        return Read(request, question);
    }

    private StreamReading Read(HttpRequestMessage request, Asked? question = null)
    {
        var reading = StreamReading.Start(server.Http, request);
        readings.Add((question, reading));
        return reading;
    }

    private void Judge(Asked? question, HttpStatusCode? status)
    {
        question?.Note(status);
        var isExpected = status is null or HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable
            || (question is null ? status == HttpStatusCode.NoContent : status == HttpStatusCode.Conflict)
            || (status == HttpStatusCode.UnprocessableEntity && question?.Key is { } key && asked.Count(a => a.Key == key) > 1);
        if (!isExpected)
            broken.Add($"{question?.Plan.Tag ?? "a resume"} was answered {status}");
    }

    private void NoteStops()
    {
        foreach (var (question, reading) in readings)
        {
            if (question is not null && reading.HasSeenStop)
                question.StopSeen = true;
        }
    }

    private static T Pick<T>(IReadOnlyList<T> among, double choice) => among[(int)(choice * among.Count)];
}
