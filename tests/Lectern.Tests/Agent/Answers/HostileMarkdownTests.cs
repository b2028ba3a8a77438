using System.Globalization;
using System.Text.Json;

namespace Lectern.Tests.Agent.Answers;

/// <summary>
/// Random hostile Markdown through the scanner. What comes out is rendered by public programs in <c>tests/markdown</c>, which
/// runs this class and names the file to write to.
/// </summary>
public sealed class HostileMarkdownTests
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    [Fact]
    public void However_a_hostile_text_is_split_the_same_comes_out()
    {
        var file = Environment.GetEnvironmentVariable("MARKDOWN_CASES");
        using var lines = file is null ? TextWriter.Null : new StreamWriter(file);
        var made = new HostileMarkdown(Setting("MARKDOWN_SEED", 12), Setting("MARKDOWN_SEVERED", 4));
        var texts = 0;
        foreach (var (name, text) in HostileRecipes.All)
            Write(name, text);
        foreach (var text in HostileRecipes.Joined)
            Write(null, text);
        for (var i = Setting("MARKDOWN_COUNT", file is null ? 5_000 : 10_000); i > 0; i--)
            Write(null, made.Next());

        TestContext.Current.SendDiagnosticMessage($"{texts} hostile texts came out the same however they were split");

        void Write(string? name, string text)
        {
            var filtered = ScannedAnswer.Of([text]);
            var split = ScannedAnswer.Of(made.Split(text));
            Assert.True(filtered == split, JsonSerializer.Serialize(new { text, filtered, split }, Options));
            lines.WriteLine(JsonSerializer.Serialize(new { name, text, filtered }, Options));
            texts++;
            if (name is null && !made.IsToSever())
                return;

            // A program may join the texts of a turn.
            var cut = made.Cut(text);
            filtered = ScannedAnswer.OfTexts([text[..cut]], [text[cut..]]);
            lines.WriteLine(JsonSerializer.Serialize(new { name, text, filtered }, Options));
        }
    }

    [Fact]
    public void No_text_of_many_seeds_makes_the_scanner_throw()
    {
        const int seeds = 200, each = 100;
        for (var seed = 1_000; seed < 1_000 + seeds; seed++)
        {
            var made = new HostileMarkdown(seed);
            for (var i = 0; i < each; i++)
            {
                var text = made.Next();
                var thrown = Record.Exception(() => ScannedAnswer.Of(made.Split(text)));
                Assert.True(thrown is null, JsonSerializer.Serialize(new { seed, text, thrown = thrown?.ToString() }, Options));
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{seeds * each} texts of {seeds} seeds were scanned");
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
