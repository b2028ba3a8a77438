namespace Lectern.Server.Operations;

internal static class OperationsServices
{
    public static void AddOperations(this IServiceCollection services)
    {
        services.AddSingleton<ServerStart>();
        services.AddSingleton<HealthCheck>();
    }
}
