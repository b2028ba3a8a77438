namespace Lectern.Server.Folder;

internal static class FolderServices
{
    public static void AddFolder(this IServiceCollection services)
    {
        services.AddSingleton<FolderStatus>();
        services.AddSingleton<FolderWatch>();
        services.AddSingleton<FolderNews>();
        services.AddSingleton<FolderUpdate>();
        services.AddSingleton<FolderExample>();
        services.AddHostedService<FolderMirror>();
    }
}
