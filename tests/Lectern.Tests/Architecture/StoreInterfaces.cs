using Lectern.Server.Operations.Backup;
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

    /// <summary>With <see cref="IStoreCopy"/>, which no server has, and those that their methods give.</summary>
    public static IReadOnlyList<Type> Reached { get; } = Reach();

    private static IReadOnlyList<Type> Reach()
    {
        var reached = new List<Type>(Bound) { typeof(IStoreCopy) };
        for (var i = 0; i < reached.Count; i++)
        {
            reached.AddRange(reached[i].GetMethods().SelectMany(m => Parts(m.ReturnType))
                .Where(t => t.IsInterface && t.Assembly == typeof(StorageServices).Assembly && !reached.Contains(t)).Distinct()
                .ToList());
        }

        return reached;
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts) : [type];

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
