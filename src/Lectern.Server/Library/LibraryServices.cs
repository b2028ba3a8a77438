using Lectern.Server.Library.Links;
using Lectern.Server.Storage.Sqlite;

namespace Lectern.Server.Library;

internal static class LibraryServices
{
    public static void AddLibrary(this IServiceCollection services)
    {
        services.AddSingleton<BlobStore>();
        services.AddSingleton<UploadReader>();
        services.AddSingleton<SqliteDirectories>();
        services.AddSingleton<SqliteDirectoryFiles>();
        services.AddSingleton<SqliteDirectoryFileChanges>();
        services.AddSingleton<SqliteMirrors>();
        services.AddSingleton<SqliteFiles>();
        services.AddSingleton<PresignedLinks>();
    }
}
