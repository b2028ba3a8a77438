using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Settings;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Lectern.Tests.Platform;

public sealed class PlatformTests
{
    [Fact]
    public void Ids_ascend_within_a_millisecond_and_while_the_clock_steps_back()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));
        var ids = new Ids(time);
        var made = Enumerable.Range(0, 10_000).Select(_ => ids.Session()).ToList();
        time.AdjustTime(time.GetUtcNow().AddMinutes(-5));
        made.Add(ids.Session());
        Assert.Equal(made.Order(StringComparer.Ordinal), made);
        Assert.Equal(made.Count, made.Distinct().Count());
        Assert.Equal('7', ids.Uuid()[14]);
        Assert.True("89ab".Contains(ids.Uuid()[19], StringComparison.Ordinal));
    }

    [Fact]
    public void Every_mistake_in_the_settings_is_named_at_once()
    {
        var (options, mistakes) = SettingsReader.Read(
            ["--urls", "ftp://x", "--model=gpt", "--public-url", "example", "--max-upload-bytes", "0", "--nonsense"], ".");
        Assert.Null(options);
        Assert.Contains(mistakes, m => m.StartsWith("--nonsense", StringComparison.Ordinal));
        (options, mistakes) = SettingsReader.Read(
            ["--urls", "ftp://x", "--model=gpt", "--public-url", "example", "--max-upload-bytes", "0", "--folder", "/no/such",
                "--api-key", "x"],
            ".");
        Assert.Null(options);
        foreach (var name in (string[])["URLS", "MODEL", "PUBLIC_URL", "MAX_UPLOAD_BYTES", "FOLDER", "API_KEY"])
            Assert.Contains(mistakes, m => m.StartsWith($"LECTERN_{name}:", StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_come_from_the_file_too_and_the_command_line_wins()
    {
        var folder = TestServer.NewFolder();
        File.WriteAllText(Path.Combine(folder, "appsettings.json"),
            """{"Lectern":{"Urls":"http://127.0.0.1:7","MaxUploadBytes":"9"}}""");
        var (options, mistakes) = SettingsReader.Read(["--urls=http://127.0.0.1:8"], folder);
        Assert.Empty(mistakes);
        Assert.Equal(["http://127.0.0.1:8"], options!.Urls);
        Assert.Equal(9, options.MaxUploadBytes);
        Assert.Equal(Path.Combine(folder, ".lectern"), options.DataFolder);
        File.WriteAllText(Path.Combine(folder, "appsettings.json"), "{");
        Assert.Contains("appsettings.json", Assert.Single(SettingsReader.Read([], folder).Mistakes), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_page_token_belongs_to_its_list_and_cannot_be_altered()
    {
        var paging = new Paging(new SigningKey(new byte[32]));
        var token = paging.Sign("ses-1", "sessions/p1");
        Assert.Equal("ses-1", Read(token, "sessions/p1").After);
        Assert.Throws<ValidationException>(() => Read(token, "sessions/p2"));
        for (var i = 0; i < token.Length; i++)
        {
            var altered = token[..i] + (token[i] == 'x' ? 'y' : 'x') + token[(i + 1)..];
            Assert.Throws<ValidationException>(() => Read(altered, "sessions/p1"));
        }

        Assert.Throws<ValidationException>(() => Read(new string('A', 5000), "sessions/p1"));
        Assert.Equal(1000, paging.Read(4000, null, "l", new Problems(), "query").Size);
        Assert.Equal(50, paging.Read(null, null, "l", new Problems(), "query").Size);

        PageRequest Read(string value, string list)
        {
            var problems = new Problems();
            var page = paging.Read(null, value, list, problems, "query");
            problems.ThrowIfAny();
            return page;
        }
    }

    [Fact]
    public void The_generated_key_is_kept_and_readable_by_its_owner_only()
    {
        using var data = DataFolder.Open(TestServer.NewFolder());
        var key = Server.Platform.Keys.ApiKeys.First(data, null);
        Assert.True(key is { IsNew: true, Value.Length: > 40 });
        Assert.Equal(key with { IsNew = false }, Server.Platform.Keys.ApiKeys.First(data, null));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(data.ApiKeyFile));
        Directory.Delete(data.Root, recursive: true);
    }
}
