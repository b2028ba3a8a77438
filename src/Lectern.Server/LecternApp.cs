using Lectern.Server.Agent;
using Lectern.Server.Agent.Suggestions;
using Lectern.Server.Attachments;
using Lectern.Server.Chat;
using Lectern.Server.ChatPage;
using Lectern.Server.Dialects;
using Lectern.Server.Evaluations;
using Lectern.Server.Folder;
using Lectern.Server.Indexing;
using Lectern.Server.Library;
using Lectern.Server.Operations;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Diagnostics;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Lectern.Server.Platform.Settings;
using Lectern.Server.Retrieval;
using Lectern.Server.Storage;

namespace Lectern.Server;

/// <summary>The server, its stages in the order of the flow. Built by the program, and by tests in their own process.</summary>
internal static class LecternApp
{
    public static async Task<WebApplication> BuildAsync(
        LecternOptions options, DataFolder data, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls([.. options.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.ClearProviders().AddLecternConsole(options);

        builder.Services.AddPlatform(options, data);
        builder.Services.AddStorage(data);
        builder.Services.AddLibrary();
        builder.Services.AddIndexing();
        builder.Services.AddAttachments();
        builder.Services.AddRetrieval();
        builder.Services.AddAgent(options);
        builder.Services.AddChat();
        builder.Services.AddDialects();
        builder.Services.AddEvaluations();
        builder.Services.AddFolder();
        builder.Services.AddOperations();
        configure?.Invoke(builder.Services);

        var app = builder.Build();

        // Its time is the start's, not that of who asks first.
        app.Services.GetRequiredService<ServerStart>();
        await app.Services.PreparePlatformAsync(CancellationToken.None);
        await app.Services.PrepareIndexingAsync(CancellationToken.None);
        await app.Services.PrepareChatAsync(CancellationToken.None);

        app.UsePathBase(options.BasePath);
        app.UseRequestIds();
        app.UseForwardedOrigin(options);
        app.UseSecurityHeaders();
        app.UseSharedServices();
        app.UseErrorResponses();
        app.UseOwnHosts(options);
        app.UseQueryTextCheck();
        app.UsePage(PageFiles.DefaultFolder, options.BasePath);
        app.UseRouting();
        app.UseCrossOrigin(options);
        app.UseKeyAuthentication();
        app.MapMetrics(options);
        app.MapHealth();
        app.MapProjects();
        app.MapProjectsV2();
        app.MapProjectRemoval();
        app.MapKeys();
        app.MapUsage();
        app.MapSettings();
        app.MapFolder();
        app.MapDirectories();
        app.MapDirectoryFiles();
        app.MapFiles();
        app.MapAttachments();
        app.MapContent();
        app.MapIndexes();
        app.MapRetrieval();
        app.MapSuggestions();
        app.MapChatModels();
        app.MapSessions();
        app.MapSessionChanges();
        app.MapTurns();
        app.MapFeedback();
        app.MapChatList();
        app.MapTurnWait();
        app.MapFollowUps();
        app.MapChatIndex();
        app.MapDialects();
        app.MapEvaluations();
        app.MapApiReference();
        return app;
    }
}
