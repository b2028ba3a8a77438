using Lectern.Server.ChatPage;
using Lectern.Server.Operations;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server;

/// <summary>The server as a process: from its options to its exit code.</summary>
internal static class Serving
{
    public static async Task<int> RunAsync(string[] args)
    {
        var (options, mistakes) = SettingsReader.Read(args, Directory.GetCurrentDirectory());
        var isJson = options?.LogsJson ?? AsksForJson(args);
        await using var json = isJson ? new JsonErrorLines(Console.Error, TimeProvider.System) : null;
        var errors = json ?? Console.Error;
        if (options is null)
        {
            foreach (var mistake in mistakes)
                await errors.WriteLineAsync(mistake);
            return 2;
        }

        try
        {
            using var data = DataFolder.Open(options.DataFolder);
            data.CheckWhole();
            foreach (var word in new[] { data.Left, data.Mended }.OfType<string>())
                await errors.WriteLineAsync(word);
            await using var app = await LecternApp.BuildAsync(options, data);
            app.AnnounceWhenStarted(options, data, hasPage: PageFiles.IsBuilt);
            return await ServerRun.ToEndAsync(app, errors);
        }
        catch (DataFolderException e)
        {
            await errors.WriteLineAsync(e.Message);
            return 1;
        }
        catch (Exception e) when (ListenFault.Sentence(e, options.Urls) is { } sentence)
        {
            await errors.WriteLineAsync(sentence);
            return 1;
        }
        catch (Exception e)
        {
            await errors.WriteLineAsync($"A fault ended the server: {e.Message}{Environment.NewLine}{e}");
            return 1;
        }
    }
    /// <summary>Of settings that are refused: their mistakes are said in the form that they ask for.</summary>
    private static bool AsksForJson(string[] args) =>
        (Array.IndexOf(args, "--logs") is >= 0 and var at ? args.ElementAtOrDefault(at + 1)
            : Environment.GetEnvironmentVariable("LECTERN_LOGS")) == "json";
}
