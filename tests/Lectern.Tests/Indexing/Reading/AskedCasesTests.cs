using Lectern.Contracts;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Indexing.Reading;

/// <summary>Questions about the cases, answered without a model: what was read is found.</summary>
public sealed class AskedCasesTests
{
    [Theory]
    [InlineData("line-text-quote", "Whose kettle leaks at the spout?", "the blue kettle of Marnix leaks at the spout")]
    [InlineData("text-7000-comments", "What about the kettle of Marnix?", "kettle of Marnix")]
    [InlineData("text-jsonl", "How many minutes did the seized lubrication pump take?", "seized")]
    [InlineData("text-xml", "What is the total of order A18?", "97.00")]
    [InlineData("html-cell-line-breaks", "Does Calima fit Unit 14?", "Unit 14")]
    [InlineData("right-xlsx-subtotals", "What is the total amount?", "180")]
    [InlineData("pdf-margins-with-numbers", "Which invoice has the number 2031-385?", "2031-385")]
    public async Task What_was_read_is_found(string folder, string question, string expected)
    {
        var path = Directory.GetFiles(
            SharedFiles.Need($"cases/documents/{folder}")).Single(f => Path.GetFileName(f) != "expect.txt");
        await using var server = await TestServer.StartAsync();
        var index = await server.IndexAsync(
            (Path.GetFileName(path), await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)));
        var session = await server.SessionAsync(index.GetProperty("id").GetString()!);
        var frames = await server.AskAsync(session, question);
        var answer = string.Concat(frames.Where(f => f.Data.Contains("\"text\"", StringComparison.Ordinal)).Select(f => f.Data));
        Assert.True(answer.Contains(expected, StringComparison.Ordinal), answer);
    }
}
