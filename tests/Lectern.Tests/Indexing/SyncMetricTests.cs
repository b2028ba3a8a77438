using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Lectern.Server.Indexing.Parsing.Formats;
using Lectern.Server.Platform.Diagnostics;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Indexing;

/// <summary>What the meter tells of syncs.</summary>
public sealed class SyncMetricTests
{
    [Fact]
    public async Task A_sync_tells_its_files_by_format_and_outcome_its_pages_and_its_time()
    {
        await using var server = await TestServer.StartAsync();
        var own = server.Services.GetRequiredService<ServerMeter>().TurnWait.Meter;
        var told = new ConcurrentQueue<(string Name, double Value, string Labels)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter == own && instrument.Name.StartsWith("lectern.syncs.", StringComparison.Ordinal))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((i, value, labels, _) => told.Enqueue((i.Name, value, Joined(labels))));
        listener.SetMeasurementEventCallback<int>((i, value, labels, _) => told.Enqueue((i.Name, value, Joined(labels))));
        listener.SetMeasurementEventCallback<double>((i, value, labels, _) => told.Enqueue((i.Name, value, Joined(labels))));
        listener.Start();

        await server.IndexAsync(
            ("a.md", "A quay."u8.ToArray()), ("b.txt", "A crane."u8.ToArray()), ("c.pdf", "%PDF-1.7 and no more"u8.ToArray()));
        Assert.Equal(
            [("markdown,read", 1.0), ("pdf,failed", 1.0), ("text,read", 1.0)],
            told.Where(t => t.Name == "lectern.syncs.files").Select(t => (t.Labels, t.Value)).Order());
        Assert.Equal(3, told.Count(t => t.Name == "lectern.syncs.pages"));
        var (_, seconds, outcome) = Assert.Single(told, t => t.Name == "lectern.syncs.duration");
        Assert.Equal("synced", outcome);
        Assert.True(seconds > 0, $"{seconds} s");
        listener.RecordObservableInstruments();
        foreach (var name in (string[])["running", "queued", "oldest"])
            Assert.Single(told, t => t.Name == "lectern.syncs." + name && t.Value >= 0);
    }

    [Theory]
    [InlineData("Annual report.PDF", "pdf")]
    [InlineData("a.docm", "docx")]
    [InlineData("a.b.jpeg", "image")]
    [InlineData("query.sql", "text")]
    [InlineData("backup.tar.gz", "archive")]
    [InlineData("no extension", FormatLabel.Other)]
    [InlineData("secret.of-somebody", FormatLabel.Other)]
    public void A_format_is_one_of_few_words_whatever_a_file_is_called(string name, string format) =>
        Assert.Equal(format, FormatLabel.Of(name));

    private static string Joined(ReadOnlySpan<KeyValuePair<string, object?>> labels) =>
        string.Join(',', labels.ToArray().Select(l => l.Value));
}
