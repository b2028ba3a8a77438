using Lectern.Server.ChatPage;
using Lectern.Server.Folder;
using Lectern.Server.Indexing.Parsing.Tools;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Lectern.Server.Operations;

/// <summary>What a person sees when the server has started: where it is, with which key, and what to do next.</summary>
internal static class Announcement
{
    public static void AnnounceWhenStarted(this WebApplication app, LecternOptions options, DataFolder data) =>
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var address = Address(app);
            app.Services.GetRequiredService<FolderStatus>().Address = address;
            var key = ApiKeys.First(data, options.ApiKey);
            Console.WriteLine(
                $"""

                Open           {Page(address, key)}
                Lectern is at  {address}   (API reference: {address}/docs)
                The key is     {key}
                The model is   {(options.Model == "extractive" ? "extractive: it quotes the documents; set LECTERN_MODEL=openai:NAME for a language model" : options.Model)}
                The data is in {options.DataFolder}

                """);
            foreach (var missing in ExternalTools.Missing())
                Console.WriteLine(missing);
            if (options.Folder is null)
            {
                Console.WriteLine(
                    $"""
                    Start with a folder to load it and to be shown how to ask:  ./run FOLDER

                    """);
            }
        });

    /// <summary>The link opens the chat page signed in. What stands behind the # stays in the browser.</summary>
    private static string Page(string address, string key) => File.Exists(Path.Combine(PageFiles.DefaultFolder, "index.html"))
        ? $"{address}/#key={Uri.EscapeDataString(key)}"
        : "nothing yet: the chat page is not built here (scripts/build-page builds it)";

    /// <summary>The first address it really listens on: the settings may have said port 0.</summary>
    private static string Address(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;
        return addresses?.FirstOrDefault()?.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).TrimEnd('/') ?? "";
    }
}
