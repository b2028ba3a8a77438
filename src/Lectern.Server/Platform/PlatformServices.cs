using Lectern.Server.Platform.Background;
using Lectern.Server.Platform.Diagnostics;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Platform;

/// <summary>What every feature stands on: settings, data folder, database, ids, keys, page tokens.</summary>
internal static class PlatformServices
{
    public static void AddPlatform(this IServiceCollection services, LecternOptions options, DataFolder data)
    {
        services.AddSingleton(options);
        services.AddSingleton(data);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Ids>();
        services.AddSingleton(p => new Owner(p.GetRequiredService<Ids>().Uuid()));
        services.AddHostedService<Heartbeat>();
        services.AddHostedService<StorageRecount>();
        services.AddSingleton<DiskFloor>();
        services.AddSingleton<ProjectRoom>();
        services.AddSingleton<LiveRequests>();
        services.AddSingleton(ApiKeys.First(data, options.ApiKey));
        services.AddSingleton(options.Limits);
        services.AddSingleton<RequestLimit>();
        services.AddSingleton<ServerMeter>();
        services.AddSingleton<ServerProblems>();
        services.AddSingleton<Supervisor>();
        services.AddSingleton<UrgentWork>();
        services.AddSingleton<DiskReserve>();
        services.AddHostedService(p => p.GetRequiredService<DiskReserve>());
        services.AddSingleton<LoadedSigningKey>();
        services.AddSingleton(p => new Paging(p.GetRequiredService<LoadedSigningKey>().Current));
        services.AddTelemetryExport(options);
        services.AddCrossOrigin(options);
        services.AddApiDocument();
    }

    /// <summary>Makes the defaults and the keys; before the first request.</summary>
    public static async Task PreparePlatformAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        var owners = services.GetRequiredService<IOwners>();
        await owners.EndOthersAsync(cancellationToken);
        await owners.EnterAsync(cancellationToken);
        var tenancy = services.GetRequiredService<ITenancy>();
        await tenancy.EnsureDefaultsAsync(ApiKeys.Hash(services.GetRequiredService<FirstKey>().Value), cancellationToken);
        services.GetRequiredService<LoadedSigningKey>().Current = new SigningKey(
            await services.GetRequiredService<ISecrets>().FindOrMakeAsync("signing", cancellationToken));
    }
}
