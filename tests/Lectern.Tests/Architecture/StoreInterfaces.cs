using Lectern.Server.Platform;
using Lectern.Server.Storage;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Architecture;

/// <summary>The interfaces behind which things are stored.</summary>
internal static class StoreInterfaces
{
    /// <summary>Those that <see cref="StorageServices"/> binds.</summary>
    public static IReadOnlyList<Type> Bound { get; } = Find();

    private static IReadOnlyList<Type> Find()
    {
        using var data = DataFolder.Open(TestServer.NewFolder());
        var services = new ServiceCollection();
        services.AddStorage(data);
        Directory.Delete(data.Root, recursive: true);
        return [.. services.Select(s => s.ServiceType).Where(t => t.IsInterface && t.Assembly == typeof(StorageServices).Assembly)
            .OrderBy(t => t.Name, StringComparer.Ordinal)];
    }
}
