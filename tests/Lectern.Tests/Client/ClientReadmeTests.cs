using System.Text.RegularExpressions;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Client;

/// <summary>The examples of the client's README, compiled and run as they stand there.</summary>
public sealed class ClientReadmeTests
{
    [Fact]
    public async Task The_examples_run()
    {
        var folder = Directory.CreateTempSubdirectory("lectern-readme-").FullName;
        var guide = Path.Combine(folder, "guide.md");
        await File.WriteAllTextAsync(
            guide, "# Opening hours\n\nThe observatory opens its dome every Thursday.\n", TestContext.Current.CancellationToken);
        await using var server = await TestServer.StartAsync();
        await using var output = new StringWriter();

        await RunAsync(server.Http.BaseAddress!.ToString(), guide, new Output(output));

        Assert.Contains("every Thursday", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("ses-unknown", output.ToString(), StringComparison.Ordinal);
        Assert.Matches("OK, [0-9]+ bytes, [0-9a-f]{32}", output.ToString());
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>What stands between the markers is the README's text, but for the names of the file and the server.</summary>
    [Fact]
    public void The_examples_that_run_are_those_of_the_README()
    {
        var source = File.ReadAllText(
            Path.Combine(Repository.Root, "tests", "Lectern.Tests", "Client", "ClientReadmeTests.cs"));
        var compiled = Regex.Matches(source, "// <example>\n(.*?) *// </example>", RegexOptions.Singleline)
            .Select(m => m.Groups[1].Value.Replace("\n        ", "\n", StringComparison.Ordinal)[8..].TrimEnd()
                .Replace("new(address)", "new(\"http://127.0.0.1:5080\")", StringComparison.Ordinal)
                .Replace("File.OpenRead(guide)", "File.OpenRead(\"guide.md\")", StringComparison.Ordinal)
                .Replace(
                    "var key = TestServer.Key;", "var key = \"lk-…\"; // the server prints it at its first start",
                    StringComparison.Ordinal));
        var shown = Shown("src/Lectern.Client/README.md").Select(e => Regex.Replace(e, "(?m)^using [A-Z][A-Za-z.]*;\n+", ""));
        Assert.Equal(7, shown.Count());
        Assert.Equal(shown, compiled.ToList());
    }

    [Theory]
    [InlineData("src/Lectern.Client/README.md")]
    [InlineData("docs/clients.md")]
    public async Task Pasted_one_after_the_other_they_compile(string page)
    {
        var examples = string.Join("\n\n", Shown(page));
        Assert.NotEqual("", examples);
        var names = Regex.Matches(examples, "(?m)^using [A-Z][A-Za-z.]*;$").Select(m => m.Value).ToList();
        var program = string.Join('\n', names.Distinct()) + "\n"
            + Regex.Replace(examples, "(?m)^using [A-Z][A-Za-z.]*;$", "");
        Assert.Equal("", await CSharpCompiler.CompileAsync(program));
        Assert.Contains(
            "CS0103", await CSharpCompiler.CompileAsync(program + "\nnowhere.Found();"), StringComparison.Ordinal);
    }

    private static List<string> Shown(string page) =>
        [.. Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, page)), "```cs\n(.*?)\n```", RegexOptions.Singleline)
            .Select(m => m.Groups[1].Value)];

#pragma warning disable xUnit1051 // The examples are short, as a reader's first program is.
    private static async Task RunAsync(string address, string guide, Output Console)
    {
        // <example>
        var key = TestServer.Key;
        var client = new LecternClient(new() { BaseUrl = new(address), ApiKey = key });

        var directory = await client.Directories.CreateAsync(new("handbook"));
        await using var content = File.OpenRead(guide);
        var sent = new Progress<UploadProgress>(p => Console.WriteLine($"{p.BytesSent} of {p.TotalBytes} bytes"));
        await client.Directories.Files.UploadAsync(directory.Id, new(content, "guide.md") { Progress = sent });

        var index = await client.Indexes.CreateAsync(new(directory.Id, Name: "handbook"));
        index = await client.Indexes.WaitAsync(index.Id); // or SyncAndWaitAsync, after the files have changed
        // </example>

        // <example>
        var session = await client.Chat.CreateAsync([index.Id]);
        await foreach (var next in client.Chat.StreamAsync(session.SessionId, "When does the observatory open its dome?"))
        {
            if (next is TextDeltaEvent delta)
                Console.Write(delta.Content);
            else if (next is StopEvent { IsError: true } stop)
                Console.Error.WriteLine(stop.Error);
        }
        // </example>

        // <example>
        var answer = await client.Chat.AskAsync(session.SessionId, "On which day?");
        foreach (var citation in answer.Citations)
            Console.WriteLine($"{citation.Marker} {citation.FileName}: {citation.Quote}");
        // </example>

        // <example>
        var result = await client.Retrieval.RetrieveAsync(new(index.Id, "opening hours", TopK: 3));
        foreach (var passage in result.Results)
            Console.WriteLine($"{passage.Score:0.00} {passage.Content}");
        // </example>

        // <example>
        await foreach (var one in client.Chat.ListAsync())
            Console.WriteLine($"{one.SessionId} {one.GeneratedTitle}");

        try
        {
            await client.Chat.RetrieveAsync("ses-unknown");
        }
        catch (LecternNotFoundException e)
        {
            Console.WriteLine(e.Detail);
        }
        // </example>

        // <example>
        using (var responses = ResponseCapture.Begin())
        {
            await client.Indexes.GetAsync(index.Id);
            Console.WriteLine($"{responses.Last!.Status}, {responses.Last.Body?.Length} bytes, {responses.Last.RequestId}");
        }
        // </example>

        // <example>
        var services = new ServiceCollection();
        services.AddLecternClient(options =>
        {
            options.BaseUrl = new(address);
            options.ApiKey = key;
        });
        services.AddChatClient(provider => provider.GetRequiredService<LecternClient>().AsChatClient(session.SessionId));
        // </example>

        await using var container = services.BuildServiceProvider();
        Console.WriteLine((await container.GetRequiredService<IChatClient>().GetResponseAsync("On which day?")).Text);
    }
#pragma warning restore xUnit1051

    /// <summary>Stands in for the console, which other tests share.</summary>
    private sealed class Output(StringWriter text)
    {
        public Output Error => this;

        public void Write(string piece)
        {
            lock (text)
                text.Write(piece);
        }

        public void WriteLine(string? line) => Write(line + "\n");
    }
}
