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
        if (options is null)
        {
            foreach (var mistake in mistakes)
                await Console.Error.WriteLineAsync(mistake);
            return 2;
        }

        try
        {
            using var data = DataFolder.Open(options.DataFolder);
            data.CheckWhole();
            if (data.Mended is { } mended)
                await Console.Error.WriteLineAsync(mended);
            await using var app = await LecternApp.BuildAsync(options, data);
            app.AnnounceWhenStarted(options, data, hasPage: PageFiles.IsBuilt);
            return await ServerRun.ToEndAsync(app, Console.Error);
        }
        catch (DataFolderException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (Exception e) when (ListenFault.Sentence(e, options.Urls) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"A fault ended the server: {e.Message}{Environment.NewLine}{e}");
            return 1;
        }
    }
}
