using System.Collections;
using System.Reflection;
using System.Text.Json;
using Dapper;
using Lectern.Server.Indexing;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Lectern.Server.Storage.Sqlite;
using Lectern.Server.Storage.Sqlite.Indexing;
using Lectern.Tests.Architecture;
using Lectern.Tests.Storage.Contract;
using Microsoft.Data.Sqlite;

namespace Lectern.Tests.Storage.Sqlite;

/// <summary>Every method of every store over databases whose tables are gone: none lets SQLite's exception out.</summary>
public sealed class StoreFaultTests : StoreContract<SqliteStores>
{
    /// <summary>They open and delete files, or say a fault in words; see <see cref="IndexFaultTests"/>.</summary>
    private static readonly Type[] OfFiles = [typeof(IIndexContentsStore), typeof(IStoreHealth), typeof(IBlobs)];

    private IndexRow index = null!;
    private SyncJob job = null!;

    [Fact]
    public async Task What_SQLite_throws_leaves_no_store_as_it_is()
    {
        index = await IndexAsync();
        await SyncedAsync(index);
        await Get<ISyncJobs>().RequestAsync(Scope, index.Id, Cancellation);
        job = (await Get<ISyncLeases>().TakeAsync(Cancellation))!;
        Get<SqliteIndexContentsFolder>().Contents(index.Key).Read(RenameTables);
        await Get<SqliteDatabase>().Writer.WriteAsync(RenameTables, Cancellation);
        var faults = 0;
        var others = new List<string>();
        foreach (var method in StoreInterfaces.Bound.Except(OfFiles).SelectMany(t => t.GetMethods()))
        {
            var fault = await Record.ExceptionAsync(() => CallAsync(method));
            if (fault is StoreException)
                faults++;
            else if (fault is not null)
                others.Add($"{method.DeclaringType!.Name}.{method.Name}: {fault}");
        }

        Assert.Empty(others);
        Assert.InRange(faults, 100, int.MaxValue);
    }

    private async Task CallAsync(MethodInfo method)
    {
        var store = typeof(StoreFaultTests).GetMethod(nameof(Get), BindingFlags.Instance | BindingFlags.NonPublic)!
            .MakeGenericMethod(method.DeclaringType!).Invoke(this, null);
        var result = method.Invoke(
            store, BindingFlags.DoNotWrapExceptions, null, [.. method.GetParameters().Select(p => Value(p.ParameterType))], null);
        if (result is Task task)
            await task;
        if (result is IEnumerable items)
            _ = items.Cast<object>().Count();
    }

    private object? Value(Type type) => type switch
    {
        _ when type == typeof(string) => "of-sixteen-or-more",
        _ when type == typeof(Scope) => Scope,
        _ when type == typeof(IndexKey) => index.Key,
        _ when type == typeof(IndexRow) => index,
        _ when type == typeof(SyncJob) => job,
        _ when type == typeof(JsonElement) => JsonSerializer.SerializeToElement(new { }),
        _ when type == typeof(int) => 1,
        _ when type == typeof(FileOrder) => FileOrder.Read(null, new Problems(), ""),
        _ when type == typeof(PageRequest) => new PageRequest(1, null),
        { IsValueType: true } => Activator.CreateInstance(type),
        { IsArray: true } => Items(type.GetElementType()!),
        _ when type.GetInterface(nameof(IEnumerable)) is not null => Set(type, type.GetGenericArguments()[0]),
        { IsAbstract: true } => Array.Find(type.GetNestedTypes(), n => n.BaseType == type) is { } closed ? Made(closed) : null,
        _ => Made(type),
    };

    private object? Made(Type type) => type.GetConstructors().MaxBy(c => c.GetParameters().Length) is { } constructor
        ? constructor.Invoke([.. constructor.GetParameters().Select(p => Value(p.ParameterType))])
        : null;

    private object Set(Type type, Type of)
    {
        var items = Items(of);
        var set = typeof(HashSet<>).MakeGenericType(of);
        return type.IsInstanceOfType(items) ? items : Activator.CreateInstance(set, items)!;
    }

    private Array Items(Type of)
    {
        var items = Array.CreateInstance(of, 1);
        items.SetValue(Value(of), 0);
        return items;
    }

    private static int RenameTables(SqliteConnection connection)
    {
        var tables = connection.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table'").AsList();
        foreach (var table in tables.Where(t => !t.StartsWith("sqlite_", StringComparison.Ordinal)))
            connection.Execute($"ALTER TABLE {table} RENAME TO gone_{table}");
        return tables.Count;
    }
}
