using Lectern.Server;
using Lectern.Server.Chat;
using Lectern.Server.Indexing;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Mono.Cecil;

namespace Lectern.Tests.Architecture;

/// <summary>Who asks a store says for whom: by a scope, or by what a look-up with a scope, or a lease, has given.</summary>
public sealed class ScopeTests
{
    private static readonly Type[] Rights =
        [typeof(Scope), typeof(IndexKey), typeof(IndexRow), typeof(SyncJob), typeof(TurnLease), typeof(ChatIndexRow)];

    /// <summary>
    /// What the server does by itself, or before it knows for whom. An object is named by its content; who may read it is said by
    /// the row that names it.
    /// </summary>
    private static readonly string[] WithoutScope =
    [
        "IChatIndexes.Left", "IFiles.ContentHashes", "IFiles.HasContent", "IGenerationCheck.RunAsync",
        "IIndexContentsStore.DeleteAllBut", "IIndexes.AllKeys", "IIndexes.Synced",
        "IOwners.BeatAsync", "IOwners.EndOthersAsync", "IOwners.EnterAsync",
        "IStorageUse.Of", "IStorageUse.RecountAsync", "IStoreHealth.FaultAsync",
        "ISecrets.FindOrMakeAsync", "ISyncJobs.RequestDailyAsync",
        "ISyncLeases.Cancelled", "ISyncLeases.HasNews", "ISyncLeases.ReclaimAsync", "ISyncLeases.TakeAsync",
        "ISyncLeases.Waiting",
        "ITenancy.DefaultScope", "ITenancy.EnsureDefaultsAsync", "ITenancy.FindKey", "ITenancy.KeyExists",
        "ITurnLeases.Cancelled", "ITurnLeases.IsAnyLeft", "ITurnLeases.TakeOverAsync",
    ];

    [Fact]
    public void A_store_method_without_a_scope_is_one_of_those_that_need_none()
    {
        var without = StoreInterfaces.Bound.Where(t => t != typeof(IBlobs)).SelectMany(t => t.GetMethods())
            .Where(m => !m.IsStatic && !m.GetParameters().Any(p => Rights.Contains(p.ParameterType)))
            .Select(m => $"{m.DeclaringType!.Name}.{m.Name}").Distinct();
        Assert.Equal(WithoutScope.Order(StringComparer.Ordinal), without.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Two_endpoints_alone_ask_a_store_without_a_scope()
    {
        using var module = ModuleDefinition.ReadModule(typeof(LecternApp).Assembly.Location);
        var calls = from type in module.GetTypes()
                    let outermost = Outermost(type)
                    where outermost.Name.EndsWith("Endpoint", StringComparison.Ordinal)
                        || outermost.Name.EndsWith("Endpoints", StringComparison.Ordinal)
                    from method in type.Methods
                    where method.HasBody
                    from instruction in method.Body.Instructions
                    where instruction.Operand is MethodReference
                    let called = (MethodReference)instruction.Operand
                    let name = $"{called.DeclaringType.Name}.{called.Name}"
                    where WithoutScope.Contains(name)
                    select $"{outermost.Name} calls {name}";

        // How much the key's own project has stored, and whether the server can write.
        Assert.Equal(
            ["SettingsEndpoints calls IStoreHealth.FaultAsync", "UsageEndpoints calls IStorageUse.Of"],
            calls.Distinct().Order(StringComparer.Ordinal));
    }

    private static TypeDefinition Outermost(TypeDefinition type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }
}
