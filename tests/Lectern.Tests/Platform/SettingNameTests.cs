using Lectern.Server.Platform.Settings;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Platform;

public sealed class SettingNameTests
{
    [Theory]
    [InlineData("--logs=json")]
    [InlineData("--logs", "json")]
    public void A_start_that_is_refused_is_told_in_the_form_that_its_options_ask_for(params string[] form)
    {
        string[] args = [.. form, "--model", "nonsense:"];
        Assert.Null(SettingsReader.Read(args, Path.GetTempPath()).Options);
        Assert.True(SettingsReader.AsksForJsonLogs(args, Path.GetTempPath()));
    }

    [Fact]
    public void A_misspelt_variable_is_a_mistake_with_the_nearest_right_name()
    {
        Assert.Equal(
            [
                "LECTERN_EMBEDDING: not a setting; did you mean LECTERN_EMBEDDINGS?",
                "LECTERN_MODLE: not a setting; did you mean LECTERN_MODEL?",
                "LECTERN_SOMETHING_ELSE: not a setting",
                "LECTERN__MODLE: not a setting; did you mean LECTERN_MODEL?",
                "lectern_apikey: not a setting; did you mean LECTERN_API_KEY?",
            ],
            Mistakes(
                ("LECTERN_MODLE", "extractive"), ("LECTERN_EMBEDDING", "none"), ("lectern_apikey", "secret"),
                ("LECTERN_SOMETHING_ELSE", "1"), ("LECTERN__MODLE", "x"), ("lectern_model", "x"), ("LECTERN__MODEL", "x"),
                ("Lectern__MaxTurns", "1"), ("PATH", "/bin")));
    }

    [Fact]
    public void Every_setting_and_what_others_set_in_the_same_shell_is_no_mistake()
    {
        Assert.Empty(Mistakes([.. SettingNames.Switches.Values.Select(name => (name, "x"))]));
        Assert.Empty(Mistakes(
            ("LECTERN_CACHE", "/x"), ("LECTERN_RERANK_API_KEY", "x"), ("LECTERN_BASE_URL", "http://x"),
            ("LECTERN_SERVICE_HOST", "10.0.0.1"), ("LECTERN_SERVICE_PORT", "80"), ("LECTERN_SERVICE_PORT_HTTP", "80"),
            ("LECTERN_PORT", "tcp://10.0.0.1:80"), ("LECTERN_PORT_80_TCP", "tcp://10.0.0.1:80"),
            ("LECTERN_PORT_80_TCP_ADDR", "10.0.0.1")));
        Assert.Single(Mistakes(("LECTERN_PORT", "80")));
    }

    [Theory]
    [InlineData("--max-steps", "3", "--max-steps", "4")]
    [InlineData("--max-steps=3", "--max-steps=4")]
    public void An_option_that_is_given_twice_is_a_mistake(params string[] args) =>
        Assert.Equal(["--max-steps: is given twice"], SettingsReader.Read(args, Path.GetTempPath()).Mistakes);

    [Fact]
    public void A_misspelt_key_of_the_file_is_a_mistake_and_so_is_a_value_that_is_none()
    {
        var folder = TestServer.NewFolder();
        File.WriteAllText(
            Path.Combine(folder, "appsettings.json"),
            """
            {"Lectern": {"Modle": "extractive", "maxturns": "7", "Urls": ["http://127.0.0.1:7"], "Nonsense": 1, "Cache": "/x"},
             "Lectren": {"Model": "extractive"}, "LECTERN_DTA": "x", "LECTERN_MAX_STEPS": "9", "Logging": {"LogLevel": {}}}
            """);
        Assert.Equal(
            [
                "appsettings.json: LECTERN_DTA: not a setting; did you mean LECTERN_DATA?",
                "appsettings.json: Lectern:Cache: not a setting",
                "appsettings.json: Lectern:Modle: not a setting; did you mean Model?",
                "appsettings.json: Lectern:Nonsense: not a setting",
                "appsettings.json: Lectern:Urls: must be one value, not a list or an object",
                "appsettings.json: Lectren: not a setting; did you mean Lectern?",
            ],
            SettingsReader.Read([], folder).Mistakes.Order(StringComparer.Ordinal));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void An_unknown_option_is_named_without_its_value()
    {
        var mistake = Assert.Single(SettingsReader.Read(["--apikey=secret-0123456789"], ".").Mistakes);
        Assert.Equal("--apikey: not an option; did you mean --api-key?; --help lists them", mistake);
    }

    [Theory]
    [InlineData("http://example.com:5080", "names a host")]
    [InlineData("http://127.0.0.l:5080", "names a host")]
    [InlineData("http://localhost:0", "127.0.0.1")]
    [InlineData("http://127.0.0.1:5080/docs", "path")]
    [InlineData("http://127.0.0.1:99999", "port")]
    [InlineData(";", "no address")]
    public void An_address_that_would_open_something_else_is_a_mistake(string url, string word) =>
        Assert.Contains(word, Assert.Single(SettingsReader.Read(["--urls", url], ".").Mistakes), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://localhost:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://+:5080")]
    [InlineData("http://[::1]:5080")]
    [InlineData("http://0.0.0.0:5080;http://[::]:5081")]
    [InlineData("http://unix:/run/lectern.sock")]
    public void An_address_of_this_machine_is_none(string url) =>
        Assert.Empty(SettingsReader.Read(["--urls", url], ".").Mistakes);

    [Fact]
    public void The_help_and_the_README_name_every_option()
    {
        var help = ProgramHelp.Asked(["--model", "--version", "-h"])!;
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        foreach (var (name, variable) in SettingNames.Switches)
        {
            Assert.Matches($@"(?m)^  {name} +{variable}  ", help);
            Assert.Contains($"`{name}`", readme, StringComparison.Ordinal);
            Assert.Contains($"`{variable}`", readme, StringComparison.Ordinal);
        }

        Assert.Null(ProgramHelp.Asked(["--model", "-h", "--folder", "--version"]));
        Assert.Equal("Lectern " + ProgramHelp.Version, ProgramHelp.Asked(["--version"]));
    }

    private static IEnumerable<string> Mistakes(params (string Name, string Value)[] variables) =>
        SettingNames.VariableMistakes(variables.Select(v => KeyValuePair.Create(v.Name, v.Value)));
}
