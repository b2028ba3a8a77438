using System.Text;
using System.Text.Json;
using Lectern.Server.Platform;

namespace Lectern.Tests.Platform;

public sealed class FreeJsonTests
{
    [Theory]
    [InlineData("""{ "a" : "\u00e4\/" , "b":[ 1.50, -0, 1E5 ] }""", """{"a":"ä/","b":[1.50,-0,1E5]}""")]
    [InlineData("""{"a":1,"b":2,"a":{"c":3}}""", """{"a":{"c":3},"b":2}""")]
    [InlineData("""{"a":1,"\u0061":2}""", """{"a":2}""")]
    [InlineData("\"\\\\ud800 \\\\u0000\"", "\"\\\\ud800 \\\\u0000\"")]
    [InlineData("\"\\ud83d\\ude00\"", "\"\\uD83D\\uDE00\"")]
    [InlineData("null", "null")]
    public void A_value_has_one_form(string sent, string kept)
    {
        Assert.Equal(kept, Encoding.UTF8.GetString(Canonical(sent)));
        Assert.Equal(kept, Encoding.UTF8.GetString(Canonical(kept)));
    }

    [Theory]
    [InlineData("""{"a":[1,{"b":"\ud800"}]}""", "string_unicode", "a/1/b")]
    [InlineData("""{"a":["x","\udc00\ud800"]}""", "string_unicode", "a/1")]
    [InlineData("""{"a":{"\ud800x":1}}""", "string_unicode", "a")]
    [InlineData("""{"\u0000":1}""", "string_unicode", "")]
    [InlineData("""{"x":1,"ä\"b":"\u0000"}""", "string_unicode", "ä\"b")]
    [InlineData("""[[],[],[0,"\ud800\u0041"]]""", "string_unicode", "2/1")]
    [InlineData("""{"a":{},"b":[{"c":1}, 1e999]}""", "finite_number", "b/1")]
    public void What_cannot_be_sent_again_is_refused_with_its_place(string sent, string type, string place)
    {
        var refused = Assert.Throws<FreeJsonException>(() => Canonical(sent));
        Assert.Equal(type, refused.Type);
        Assert.Equal(place, string.Join('/', refused.Place));
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused_with_their_place()
    {
        byte[] sent = [.. "{\"a\":[\""u8, 0xFF, 0xFE, .. "\"]}"u8];
        var refused = Assert.Throws<FreeJsonException>(() => FreeJson.Canonical(sent));
        Assert.Equal(["a", 0], refused.Place);
        Assert.Throws<FreeJsonException>(() => FreeJson.Canonical((byte[])[.. "\""u8, 0xED, 0xA0, 0x80, .. "\""u8]));
    }

    [Fact]
    public void Sixteen_levels_are_taken_and_no_more()
    {
        Assert.Equal(Nested(16), Encoding.UTF8.GetString(Canonical(Nested(16))));
        Assert.Equal(["a"], Assert.Throws<FreeJsonException>(() => Canonical(Nested(17))).Place);
        Assert.Equal("too_deep", Assert.Throws<FreeJsonException>(() => Canonical(Nested(100_000))).Type);
        Assert.ThrowsAny<JsonException>(() => Canonical("{\"a\":1"));
    }

    [Theory]
    [InlineData("""{"a":"x\ud800y","\udc00":"\ud83d\ude00"}""", """{"a":"x\ufffdy","\ufffd":"\ud83d\ude00"}""")]
    [InlineData("""{"a":"\ud800","b":"\\ud800"}""", """{"a":"\ufffd","b":"\\ud800"}""")]
    [InlineData("""{"a":1e999}""", """{"a":null}""")]
    [InlineData("""{"a":"\u0000"}""", """{"a":"\ufffd"}""")]
    [InlineData("no json", "{}")]
    [InlineData("", "{}")]
    public void What_an_earlier_version_stored_is_read_mended(string stored, string read)
    {
        var mended = StoredJson.Read(stored);
        Assert.True(JsonElement.DeepEquals(Parsed(Encoding.UTF8.GetBytes(read)), mended), mended.GetRawText());
    }

    [Fact]
    public void What_was_stored_too_deep_reads_null_below_the_last_level()
    {
        var read = StoredJson.Read(Nested(62));
        Assert.Equal(Nested(16).Replace("1", "null", StringComparison.Ordinal), read.GetRawText());
    }

    [Fact]
    public void Whatever_is_accepted_or_mended_can_be_written_and_parsed_by_anyone()
    {
        var accepted = 0;
        foreach (var text in Hostile.HostileJson.All)
        {
            var mended = StoredJson.Read(text);
            Assert.NotEmpty(FreeJson.Canonical(JsonSerializer.SerializeToUtf8Bytes(mended)));
            try
            {
                var canonical = Canonical(text);
                accepted++;
                Assert.NotEmpty(JsonSerializer.Serialize(Parsed(canonical)));
            }
            catch (FreeJsonException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
        }

        Assert.InRange(accepted, Hostile.HostileJson.All.Count / 2, Hostile.HostileJson.All.Count - 10);
    }

    private static JsonElement Parsed(byte[] json) => JsonDocument.Parse(json).RootElement;

    private static byte[] Canonical(string json) => FreeJson.Canonical(Encoding.UTF8.GetBytes(json));

    private static string Nested(int levels) => Hostile.HostileJson.Nested(levels);
}
