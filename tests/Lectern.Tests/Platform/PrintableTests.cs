using Lectern.Server.Platform;
using Lectern.Server.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Lectern.Tests.Platform;

/// <summary>Strangers' words where a person reads them on a terminal.</summary>
public sealed class PrintableTests
{
    [Theory]
    [InlineData("Grüße, 東京, 😀, Ελλάδα, a\tb", null)]
    [InlineData("\u001b[2J\u001b]0;title\u0007", @"\u001b[2J\u001b]0;title\u0007")]
    [InlineData("a\r\nfail: Lectern[0] forged", @"a\r\nfail: Lectern[0] forged")]
    [InlineData("a\u2028b\u2029c\u0085d\u009bm\u007f", @"a\u2028b\u2029c\u0085d\u009bm\u007f")]
    [InlineData("fdp.\u202Eexe\u2066x\u200F", @"fdp.\u202eexe\u2066x\u200f")]
    public void What_moves_a_cursor_begins_a_line_or_turns_the_writing_is_spelt_out(string text, string? printed) =>
        Assert.Equal(printed ?? text, Printable.Of(text));

    [Fact]
    public void Half_a_character_is_spelt_out() =>
        Assert.Equal(@"\ud800x\udc00😀", Printable.Of(new string(['\ud800', 'x', '\udc00']) + "😀"));

    [Fact]
    public void A_log_entry_is_one_line_whatever_is_in_it()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 9, 8, 7, TimeSpan.Zero));
        var lines = new StringWriter();
        var entry = new LogEntry<string>(
            LogLevel.Warning, "Lectern.Folder", new EventId(17), "a\u001b[2J\n.pdf", new IOException("x\r\n\u001b[31m fail: y"),
            (state, _) => $"{state} is left out");
        new LogLines(time).Write(entry, null, lines);
        Assert.Equal(
            @"09:08:07 warn: Lectern.Folder[17] a\u001b[2J\n.pdf is left out System.IO.IOException: x \u001b[31m fail: y"
            + Environment.NewLine,
            lines.ToString());
    }

    [Fact]
    public void A_log_entry_in_JSON_is_one_line_with_time_and_zone_whatever_is_in_it()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 9, 8, 7, TimeSpan.Zero));
        time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(2), "test", "test"));
        var lines = new StringWriter();
        var entry = new LogEntry<string>(
            LogLevel.Warning, "Lectern.Folder", new EventId(17), "a\u001b[2J\n\ud800.pdf", new IOException("x\r\ny"),
            (state, _) => $"{state} is left out");
        new JsonLogLines(time).Write(entry, null, lines);
        var line = Assert.Single(lines.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain('\u001b', line);
        var json = System.Text.Json.JsonDocument.Parse(line).RootElement;
        Assert.Equal("2026-11-24T11:08:07+02:00", json.GetProperty("time").GetString());
        Assert.Equal("warning", json.GetProperty("level").GetString());
        Assert.Equal(17, json.GetProperty("event").GetInt32());
        Assert.Equal("a\u001b[2J\n\ufffd.pdf is left out", json.GetProperty("message").GetString());
        Assert.StartsWith("System.IO.IOException: x\r\ny", json.GetProperty("exception").GetString(), StringComparison.Ordinal);
    }
}
