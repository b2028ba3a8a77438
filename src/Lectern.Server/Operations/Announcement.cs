using Lectern.Server.Folder;
using Lectern.Server.Indexing.Parsing.Tools;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Operations;

/// <summary>What a person sees when the server has started: where it is, with which key, and what to do next.</summary>
internal static partial class Announcement
{
    private const string Extractive = "extractive: it quotes the documents; set LECTERN_MODEL=openai:NAME for a language model";
    private const string NoPage = "nothing yet: the chat page is not built here (scripts/build-page builds it)";

    public static void AnnounceWhenStarted(
        this WebApplication app, LecternOptions options, DataFolder data, bool hasPage) =>
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var address = ServerAddress.Of(app);
            ServerAddress.Tell(app, data);
            app.Services.GetRequiredService<FolderStatus>().Address = address;
            var key = app.Services.GetRequiredService<FirstKey>();
            if (options.LogsJson)
            {
                Log(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Lectern.Start"), address, key, options);
                return;
            }

            Console.WriteLine(Text(address, hasPage, key, options));
            foreach (var missing in ExternalTools.Missing())
                Console.WriteLine(missing);
            if (options.Folder is null)
            {
                Console.WriteLine(
                    $"""
                    Start with a folder to load it and to be shown how to ask:  lectern FOLDER  (in a clone ./run FOLDER)

                    """);
            }
        });

    public static string Text(string address, bool hasPage, FirstKey key, LecternOptions options) =>
        $"""

        Open           {(hasPage ? Page(address, key) : NoPage)}
        Lectern is at  {address}   (API reference: {address}/docs)
        The key is     {(key.IsNew ? key.Value : $"in {key.Place}")}
        The model is   {(options.Model == ModelName.Extractive ? Extractive : options.Model)}
        The data is in {options.DataFolder}

        """;

    /// <summary>For what collects logs: the same without the key, which stands where it is kept.</summary>
    private static void Log(ILogger log, string address, FirstKey key, LecternOptions options)
    {
        log.Started(address, key.Place, $"{options.Model}", options.DataFolder);
        foreach (var missing in ExternalTools.Missing())
            log.Lacks(missing);
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Lectern is at {Address}; the key is in {Place}, the model is {Model}, the data is in {DataFolder}")]
    private static partial void Started(this ILogger logger, string address, string place, string model, string dataFolder);

    [LoggerMessage(Level = LogLevel.Information, Message = "{What}")]
    private static partial void Lacks(this ILogger logger, string what);

    /// <summary>With a new key the link opens the page signed in. What stands behind the # stays in the browser.</summary>
    private static string Page(string address, FirstKey key) =>
        key.IsNew ? $"{address}/#key={Uri.EscapeDataString(key.Value)}" : $"{address}/   (with your key)";
}
