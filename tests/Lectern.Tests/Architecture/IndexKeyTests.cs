using System.Reflection;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;

namespace Lectern.Tests.Architecture;

/// <summary>An id from a request opens nothing: an index's contents need its key, and a key comes from a store.</summary>
public sealed class IndexKeyTests
{
    [Theory]
    [InlineData(typeof(IndexKey))]
    [InlineData(typeof(IndexRow))]
    [InlineData(typeof(SyncJob))]
    public void Nobody_makes_or_changes_one_by_hand(Type type)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        Assert.All(type.GetConstructors(All), c => Assert.True(c.IsPrivate));
        Assert.All(type.GetProperties(All), p => Assert.Null(p.SetMethod));
    }

    [Fact]
    public void A_key_is_made_of_what_a_store_made()
    {
        var makers = typeof(IndexKey).GetMethods(BindingFlags.Static | BindingFlags.Public)
            .Where(m => m.ReturnType == typeof(IndexKey)).Select(m => m.GetParameters().Single().ParameterType);
        Assert.Equal([typeof(IndexRow), typeof(SyncJob)], makers.OrderBy(t => t.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void No_store_takes_an_indexs_id_without_a_scope()
    {
        Assert.True(StoreInterfaces.Bound.Count > 20);
        var methods = StoreInterfaces.Bound.SelectMany(t => t.GetMethods()).Where(m =>
            m.GetParameters().Any(
                p => p.ParameterType == typeof(string) && p.Name!.Contains("index", StringComparison.OrdinalIgnoreCase))
            && m.GetParameters().All(p => p.ParameterType != typeof(Scope)));
        Assert.Empty(methods.Select(m => $"{m.DeclaringType!.Name}.{m.Name}"));
    }
}
