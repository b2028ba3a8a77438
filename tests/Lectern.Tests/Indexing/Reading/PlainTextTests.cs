using Lectern.Server.Indexing.Chunking;
using Lectern.Server.Text;

namespace Lectern.Tests.Indexing.Reading;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("a.txt", "  one\n    two\n\n  three\n\n\nfour", "  one\n    two\n\n  three\n\nfour")]
    [InlineData(
        "a.py", "def a():\n    x = 1\n\n    return x\n\n\ndef b():\n    pass",
        "def a():\n    x = 1\n\n    return x\n\ndef b():\n    pass")]
    [InlineData("a.yaml", "a:\n\n  b: 1\n", "a:\n\n  b: 1")]
    [InlineData(
        "a.log",
        "\u001b[1;31mERROR\u001b[0m pump \u001b]0;title\u0007failed for the third time this week, says the keeper\nN\bNA\bAM\bM",
        "ERROR pump failed for the third time this week, says the keeper\nNAM")]
    public void Indentation_is_kept_and_a_terminals_codes_are_not(string name, string text, string expected) =>
        Assert.Equal(expected, Read.Text(text, name));

    [Theory]
    [InlineData("10:01 pump. Failed\n10:02 pump started\n10:03 valve shut", true)]
    [InlineData("id: 1, machine: M0, minutes: 0\nid: 2, machine: M1, minutes: 1\nid: 3, machine: M2, minutes: 2", true)]
    [InlineData("Anna Schmidt, Berlin\nBo Li\nCarla Maria Santos, Porto\nDu", true)]
    [InlineData(
        "The harbour office opens at nine and closes at\nfive in the afternoon, but on the days before a\n"
            + "holiday it closes at noon, as the law has it.",
        false)]
    [InlineData(
        "Die Verwaltung des Hafens hat im vergangenen Jahr\nRechnungen über neue Boote geprüft und dabei\n"
            + "festgestellt, dass sie zu hoch waren.",
        false)]
    [InlineData("码头管理处上午九点开门，下午五点关门，但是在节日\n前一天中午关门，这是法律的规定，违反规定的人要\n交罚款。", false)]
    [InlineData("One paragraph.\n\nAnother one.\n\nA third one.", false)]
    public void Lines_are_units_where_each_says_something_of_its_own(string text, bool expected) =>
        Assert.Equal(expected, LineUnits.Are(text));

    [Fact]
    public void A_passage_of_a_log_begins_and_ends_with_a_line()
    {
        var lines = Enumerable.Range(1, 3000).Select(i => $"{i}: visitor {i} says. The hall number {i} was loud").ToList();
        var document = Read.Document(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)), "a.txt");
        var chunks = Chunker.Split(document, TokenBudget.Estimated);
        Assert.True(chunks.Count > 100);
        Assert.All(
            chunks, c => Assert.All(document.Text.Substring(c.Start, c.Length).Split('\n'), l => Assert.Contains(l, lines)));
        Assert.Equal(3000, SentenceSplitter.Split(document.Text).Count());
    }

    [Fact]
    public void Later_parts_of_a_function_stand_under_its_name()
    {
        var code = "def settle(account):\n" + string.Concat(
            Enumerable.Range(0, 200).Select(i => $"    value_{i} = account.read({i})\n"));
        var document = Read.Document(System.Text.Encoding.UTF8.GetBytes(code), "a.py");
        var chunks = Chunker.Split(document, TokenBudget.Estimated);
        Assert.True(chunks.Count > 3);
        Assert.All(chunks.Skip(1), c => Assert.Equal("def settle(account):", c.HeadingPath));
    }

    [Theory]
    [InlineData("a.log", "{0}: the visitor number {0} says that the hall was loud\n")]
    [InlineData("a.csv", "{0},the visitor number {0} says that the hall was loud\n")]
    [InlineData("a.jsonl", "{{\"id\":{0},\"said\":\"the hall number {0} was loud, says the visitor\"}}\n")]
    public void Of_a_very_long_file_the_beginning_is_read_and_a_note_says_so(string name, string line)
    {
        var lines = new System.Text.StringBuilder();
        for (var i = 0; lines.Length < 14_000_000; i++)
            lines.AppendFormat(System.Globalization.CultureInfo.InvariantCulture, line, i);
        var document = Read.Document(System.Text.Encoding.UTF8.GetBytes(lines.ToString()), name);
        Assert.InRange(document.Text.Length, 11_000_000, 12_000_000);
        Assert.Contains("Only the beginning of the file was read", Assert.Single(document.Notes), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "\n\n", document.Text[..5_000_000].Replace("| --- | --- |\n\n", "", StringComparison.Ordinal)[200..100_000],
            StringComparison.Ordinal);
    }
}
