using System.Text.RegularExpressions;
using Lectern.Server.Commands;
using Lectern.Server.Platform.Settings;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly string folder = TestServer.NewFolder();

    public static TheoryData<string> Commands() =>
    [
        "ask", "load", "search", "indexes", "indexes sync", "indexes delete", "indexes generations",
        "indexes restore", "sessions", "sessions show", "sessions delete", "keys", "keys create", "keys revoke",
        "backup", "restore", "check", "mcp",
    ];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_has_help_and_a_version_and_stands_in_the_docs(string command)
    {
        var words = command.Split(' ');
        var help = await RunAsync([.. words, "--help"]);
        Assert.Equal(0, help.Code);
        Assert.Contains($"lectern {command}", help.Out, StringComparison.Ordinal);
        Assert.Equal($"Lectern {ProgramHelp.Version}\n", (await RunAsync([.. words, "--version"])).Out);
        var docs = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "docs/commands.md"), TestContext.Current.CancellationToken);
        Assert.Matches($@"`{command}[ `]", docs);
        foreach (Match option in Regex.Matches(help.Out, @"^ +(--[a-z-]+)", RegexOptions.Multiline))
            Assert.Contains($"{option.Groups[1].Value}", docs, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ask")]
    [InlineData("ask", "x", "--nonsense")]
    [InlineData("ask", "x", "--session", "ses-1", "--index", "idx-1")]
    [InlineData("search", "x", "--top", "0")]
    [InlineData("search", "x", "--top", "many")]
    [InlineData("sessions", "--top", "0")]
    [InlineData("sessions", "--top", "-3")]
    [InlineData("indexes", "--url", "ftp://example.org")]
    [InlineData("indexes", "--url", "http://127.0.0.1:1", "--data", "x")]
    [InlineData("indexes", "--url", "http://127.0.0.1:1")]
    [InlineData("load", "nowhere")]
    [InlineData("serve", "nowhere")]
    [InlineData("check", "--data", "nowhere")]
    public async Task A_mistake_is_one_sentence_and_ends_with_2(params string[] args)
    {
        var run = await RunAsync(args);
        Assert.Equal(2, run.Code);
        Assert.NotEmpty(run.Errors);
        Assert.Equal("", run.Out);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Theory]
    [InlineData("FOLDER", "")]
    [InlineData("FOLDER", "serve", "")]
    [InlineData("FOLDER", "load", "")]
    [InlineData("FOLDER", "load", " ")]
    [InlineData("--index", "load", ".", "--index", "")]
    [InlineData("--description", "load", ".", "--description", "  ")]
    [InlineData("--data", "load", ".", "--data", "")]
    [InlineData("--url", "load", ".", "--url", "")]
    [InlineData("QUESTION", "ask", "")]
    [InlineData("QUESTION", "ask", "   ")]
    [InlineData("--index", "ask", "x", "--index", "garden", "--index", "")]
    [InlineData("--session", "ask", "x", "--session", "")]
    [InlineData("QUERY", "search", "")]
    [InlineData("--key", "indexes", "--key", "")]
    [InlineData("INDEX", "indexes", "sync", "")]
    [InlineData("INDEX", "indexes", "delete", " ")]
    [InlineData("INDEX", "indexes", "generations", "")]
    [InlineData("INDEX", "indexes", "restore", "", "1")]
    [InlineData("SESSION", "sessions", "show", "")]
    [InlineData("SESSION", "sessions", "delete", "")]
    [InlineData("NAME", "keys", "create", "")]
    [InlineData("ID", "keys", "revoke", "")]
    [InlineData("--data", "check", "--data", "")]
    [InlineData("--index", "mcp", "--index", "")]
    public async Task An_empty_value_as_of_an_unset_variable_is_a_mistake(string named, params string[] args)
    {
        var run = await RunAsync(args);
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.StartsWith($"{named}: the value is empty\n", run.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Theory]
    [InlineData("--data", "")]
    [InlineData("--data=")]
    [InlineData("--model", " ")]
    public void An_empty_value_of_a_setting_on_the_command_line_is_a_mistake(params string[] args)
    {
        var (options, mistakes) = SettingsReader.Read(args, folder);
        Assert.Null(options);
        Assert.Equal([$"{args[0].TrimEnd('=')}: the value is empty"], mistakes);
    }

    [Theory]
    [InlineData("--inde: not an option of lectern ask; did you mean --index?", "ask", "dome", "--inde", "x")]
    [InlineData("--inde: not an option of lectern ask; did you mean --index?", "ask", "--inde", "x", "dome")]
    [InlineData("--inde: not an option of lectern ask; did you mean --index?", "ask", "dome", "--inde=x")]
    [InlineData("--jsn: not an option of lectern search; did you mean --json?", "search", "--jsn")]
    [InlineData("--no-wiat: not an option of lectern load; did you mean --no-wait?", "load", "docs", "--no-wiat")]
    [InlineData("--admn: not an option of lectern keys create; did you mean --admin?", "keys", "create", "me", "--admn")]
    [InlineData("--frobnicate: not an option of lectern ask", "ask", "dome", "--frobnicate", "x")]
    [InlineData("-x: not an option of lectern ask", "ask", "dome", "-x", "y")]
    [InlineData("--top: -3 is not a number from 1 to 500", "search", "dome", "--top", "-3")]
    public async Task A_mistyped_option_is_named(string sentence, params string[] args)
    {
        var run = await RunAsync(args);
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.StartsWith(sentence + "\n", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ask", "--", "--is-this-a-flag")]
    [InlineData("ask", "-5 degrees, or --less?")]
    public async Task A_question_may_begin_as_an_option_does(params string[] args)
    {
        // There is no data folder: what was asked came so far.
        var run = await RunAsync(args);
        Assert.StartsWith("There is no data folder ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_word_before_it_is_served_unless_a_command_is_called_so()
    {
        foreach (var name in (string[])["docs", "ask"])
            Directory.CreateDirectory(Path.Combine(folder, name));
        foreach (var (args, served) in ((string[], string)[])[
            (["docs"], "--folder docs"), (["./docs", "--max-steps", "3"], "--folder ./docs --max-steps 3"),
            (["./ask"], "--folder ./ask"), ([folder], $"--folder {folder}")])
        {
            string[]? got = null;
            var run = await CommandRun.OfAsync(folder, args, serve: options =>
            {
                got = options;
                return Task.FromResult(7);
            });
            Assert.True(run.Code == 7, run.Errors);
            Assert.Equal(served, string.Join(' ', got!));
        }

        Assert.StartsWith("Required argument missing", (await RunAsync("ask")).Errors, StringComparison.Ordinal);
        Assert.Equal("./nowhere is not a folder.\n", (await RunAsync("./nowhere")).Errors);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_ends_with_3()
    {
        // Port 1 of this machine: nothing listens there.
        var run = await RunAsync("indexes", "--url", "http://127.0.0.1:1", "--key", TestServer.Key);
        Assert.Equal(3, run.Code);
        Assert.Equal(3, (await RunAsync("check", "--url", "http://127.0.0.1:1")).Code);
    }

    [Theory]
    [InlineData("--model extractive", "--model", "extractive")]
    [InlineData("--model extractive", "serve", "--model", "extractive")]
    [InlineData("", "serve")]
    [InlineData("")]
    [InlineData("--folder . --max-steps 3", "serve", ".", "--max-steps", "3")]
    public async Task The_server_gets_its_options_with_and_without_its_word(string expected, params string[] args)
    {
        string[]? got = null;
        var run = await CommandRun.OfAsync(folder, args, serve: options =>
        {
            got = options;
            return Task.FromResult(7);
        });
        Assert.Equal((7, expected), (run.Code, string.Join(' ', got!)));
    }

    [Fact]
    public async Task The_servers_help_is_what_it_was()
    {
        Assert.Equal(ProgramHelp.Asked(["-h"]), (await RunAsync("--help")).Out.TrimEnd());
        Assert.Equal(ProgramHelp.Asked(["-h"]), (await RunAsync("serve", "--help")).Out.TrimEnd());
        Assert.Equal($"Lectern {ProgramHelp.Version}\n", (await RunAsync("--version")).Out);
    }

    [Fact]
    public void Every_exit_code_stands_in_the_docs()
    {
        var docs = File.ReadAllText(Path.Combine(Repository.Root, "docs/commands.md"));
        foreach (var code in typeof(ExitCodes).GetFields().Select(f => f.GetRawConstantValue()))
            Assert.Contains($"| {code} |", docs, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Progress_is_a_bar_on_a_terminal_and_plain_lines_elsewhere(bool isInteractive)
    {
        var errors = new StringWriter();
        using (var line = new ProgressLine(new Terminal(new StringWriter(), errors, isInteractive), "Reading"))
        {
            for (var done = 0; done <= 200; done++)
                line.Report(done, 200);
        }

        var lines = errors.ToString().Split(isInteractive ? '\r' : '\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(isInteractive ? 201 : 11, lines.Length);
        Assert.Equal(isInteractive ? $"Reading [{new string('#', 30)}] 200/200\n" : "Reading 200 of 200", lines[^1]);
        Assert.Equal(!isInteractive, !errors.ToString().Contains('\r', StringComparison.Ordinal));
    }

    private Task<CommandRun> RunAsync(params string[] args) => CommandRun.OfAsync(folder, args);
}
