using System.Text.Json;
using Lectern.Contracts;
using Lectern.Server.Agent.Citations;

namespace Lectern.Tests.Agent;

/// <summary>Tool results as earlier versions logged them: they are read, numbered and written as then, to the byte.</summary>
public sealed class ToolResultTests
{
    [Theory]
    [InlineData(
        """{"passages":[{"n":3,"file_id":"dfl-1","file_name":"a.pdf","index_id":"i","index":"My index","page_start":2"""
        + ""","page_end":null,"start_char":10,"end_char":14,"heading":null,"score":0.7312,"content":"a \uD83D\uDE00 é"}]"""
        + ""","more":false}""",
        typeof(FoundPassages))]
    [InlineData("""{"passages":[],"more":true,"not_searched":["Other"]}""", typeof(FoundPassages))]
    [InlineData(
        """{"passages":[],"more":false,"searched":[{"index_id":"i","generation":3000000000}]}""", typeof(FoundPassages))]
    [InlineData(
        """{"files":[{"file_id":"dfl-1","file_name":"a<b>.pdf","index_id":"i","index":"My index"}],"more":false}""",
        typeof(FoundFiles))]
    [InlineData(
        """{"file_id":"dfl-1","file_name":null,"index_id":"i","matches":[{"n":1,"start_char":7,"end_char":9"""
        + ""","content_start_char":0,"content":"ab"}],"more":false}""",
        typeof(FoundMatches))]
    [InlineData(
        """{"n":4,"file_id":"dfl-1","file_name":"a.pdf","index_id":"i","start_char":0,"end_char":5"""
        + ""","content":"hello","more":true}""",
        typeof(ReadText))]
    [InlineData(
        """{"file_id":"dfl-1","file_name":"a.pdf","index_id":"i","page":2"""
        + ""","image_attachment":{"source_id":"dfl-1","attachment_name":"screenshots/page_2.jpg"}}""",
        typeof(ShownPage))]
    [InlineData("""{"error":"The tool took too long."}""", typeof(ToolFault))]
    public void A_logged_result_is_read_and_written_as_it_was(string logged, Type kind)
    {
        var result = ToolResult.Read(JsonSerializer.Deserialize<JsonElement>(logged));
        Assert.NotNull(result);
        Assert.Equal(kind, result.GetType());
        Assert.Equal(logged, JsonSerializer.Serialize(result.ToJson(), LecternJson.Wire.JsonElement));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"passages":"none"}""")]
    [InlineData("""{"of_a_newer_version":1}""")]
    public void What_no_tool_answered_is_no_result(string logged) =>
        Assert.Null(ToolResult.Read(JsonSerializer.Deserialize<JsonElement>(logged)));

    [Fact]
    public void Numbers_of_logged_results_stay_and_new_ones_follow()
    {
        var numbers = new PassageNumbers();
        numbers.Remember([Logged(
            "retrieve",
            """{"passages":[{"n":7,"file_id":"dfl-1","file_name":"a.md","index_id":"i","index":"I","page_start":null"""
            + ""","page_end":null,"start_char":0,"end_char":5,"heading":null,"score":0.5,"content":"hello"}]"""
            + ""","more":false}""")]);
        var again = Assert.IsType<ReadText>(numbers.Number(new ReadText(null, "dfl-1", "a.md", "i", 0, 5, "hello", false)));
        var other = Assert.IsType<FoundMatches>(
            numbers.Number(new FoundMatches("dfl-1", "a.md", "i", [new FoundMatch(null, 6, 8, 6, "wo")], false)));
        var empty = Assert.IsType<ReadText>(numbers.Number(new ReadText(null, "dfl-1", "a.md", "i", 9, 9, "", false)));
        Assert.Equal((7, 8, null), (again.N, other.Matches[0].N, empty.N));
        Assert.Equal((6, 8), (numbers.Find(8)!.Start, numbers.Find(8)!.End));
    }

    private static ToolResultEvent Logged(string name, string json) =>
        new(name, "call-1", JsonSerializer.Deserialize<JsonElement>(json), null);
}
