using Lectern.Server.Storage.Sqlite;

namespace Lectern.Server.Retrieval;

internal static class RetrievalServices
{
    public static void AddRetrieval(this IServiceCollection services)
    {
        services.AddSingleton<SqliteIndexText>();
        services.AddSingleton<IRetrievalArm, SqliteWordArm>();
        services.AddSingleton<IRetrieval, DocumentRetrieval>();
    }
}
