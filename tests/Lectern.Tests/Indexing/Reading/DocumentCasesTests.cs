using Lectern.Server.Indexing.Chunking;
using Lectern.Server.Indexing.Parsing;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Indexing.Reading;

/// <summary>Small files whose right reading is known, read by the real parser in its child.</summary>
public sealed class DocumentCasesTests : IDisposable
{
    private readonly ParserChild parser = TestIsolation.Parser();

    public static TheoryData<string> Folders => [.. DocumentCases.All.Select(c => c.Folder)];

    public void Dispose() => parser.Dispose();

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task It_is_read_as_a_person_expects(string folder)
    {
        var expected = DocumentCases.All.Single(c => c.Folder == folder);
        foreach (var path in Directory.GetFiles(SharedFiles.Need($"cases/documents/{folder}"))
            .Where(f => Path.GetFileName(f) != "expect.txt"))
        {
            await using var content = File.OpenRead(path);
            var outcome = await parser.ParseAsync(
                content, Path.GetFileName(path), _ => Task.CompletedTask, TestContext.Current.CancellationToken);
            if (expected.Refused is { } reason)
            {
                Assert.Contains(reason, Assert.IsType<ParseOutcome.Failed>(outcome).Reason, StringComparison.Ordinal);
                continue;
            }

            Check(expected, Assert.IsType<ParseOutcome.Read>(outcome).Document);
        }
    }

    private static void Check(DocumentCase expected, ParsedDocument document)
    {
        var text = OneLine(document.Text);
        foreach (var words in expected.Says)
            Assert.Contains(OneLine(words), text, StringComparison.Ordinal);
        foreach (var words in expected.SaysNot)
            Assert.DoesNotContain(OneLine(words), text, StringComparison.Ordinal);
        Assert.Equal(expected.WithoutText, document.PagesWithoutText);
        if (expected.Headed is not var (passage, heading))
            return;
        var found = Chunker.Split(document, TokenBudget.Estimated)
            .First(c => document.Text.AsSpan(c.Start, c.Length).Contains(passage, StringComparison.Ordinal));
        Assert.Contains(heading, found.HeadingPath, StringComparison.Ordinal);
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
