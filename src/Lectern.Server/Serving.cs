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
        var isJson = options?.LogsJson ?? SettingsReader.AsksForJsonLogs(args, Directory.GetCurrentDirectory());
        var lines = new StartLines(Console.Error, isJson, TimeProvider.System);
        if (options is null)
        {
            foreach (var mistake in mistakes)
                await lines.FailAsync(mistake);
            return 2;
        }

        try
        {
            using var data = DataFolder.Open(options.DataFolder);
            data.CheckWhole();
            foreach (var word in new[] { data.Left, data.Mended }.OfType<string>())
                await lines.WarnAsync(word);
            await using var app = await LecternApp.BuildAsync(options, data);
            app.AnnounceWhenStarted(options, data, hasPage: PageFiles.IsBuilt);
            return await ServerRun.ToEndAsync(app, lines);
        }
        catch (DataFolderException e)
        {
            await lines.FailAsync(e.Message);
            return 1;
        }
        catch (Exception e) when (ListenFault.Sentence(e, options.Urls) is { } sentence)
        {
            await lines.FailAsync(sentence);
            return 1;
        }
        catch (Exception e)
        {
            await lines.FailAsync($"A fault ended the server: {e.Message}{Environment.NewLine}{e}");
            return 1;
        }
    }
}
