using Lectern.Server;
using Lectern.Server.Chat;
using Lectern.Server.Indexing;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Mono.Cecil;
using Mono.Cecil.Cil;

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
    public void One_endpoint_alone_asks_a_store_without_a_scope()
    {
        using var module = ModuleDefinition.ReadModule(typeof(LecternApp).Assembly.Location);
        var answering = Answering(module);
        Assert.True(answering.Count > 20, $"{answering.Count} types answer requests.");
        var calls = from type in module.GetTypes()
                    let outermost = Outermost(type)
                    where answering.Contains(outermost)
                    from method in type.Methods
                    where method.HasBody
                    from instruction in method.Body.Instructions
                    where instruction.Operand is MethodReference
                    let called = (MethodReference)instruction.Operand
                    let name = $"{called.DeclaringType.Name}.{called.Name}"
                    where WithoutScope.Contains(name)
                    select $"{outermost.Name} calls {name}";

        // How much the key's own project has stored.
        Assert.Equal(["UsageEndpoints calls IStorageUse.Of"], calls.Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>The types that map a path, by whatever name, and those whose methods they map it to.</summary>
    private static HashSet<TypeDefinition> Answering(ModuleDefinition module)
    {
        var mapping = module.GetTypes().Where(t => Calls(t).Any(
            m => m.Name.StartsWith("Map", StringComparison.Ordinal)
                && m.DeclaringType.Namespace.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal))).ToList();
        var handlers = mapping.SelectMany(t => t.Methods).Where(m => m.HasBody).SelectMany(m => m.Body.Instructions)
            .Where(i => i.OpCode == OpCodes.Ldftn).Select(i => ((MethodReference)i.Operand).DeclaringType)
            .OfType<TypeDefinition>();
        return mapping.Concat(handlers).Select(Outermost).ToHashSet();
    }

    private static IEnumerable<MethodReference> Calls(TypeDefinition type) => type.Methods.Where(m => m.HasBody)
        .SelectMany(m => m.Body.Instructions).Select(i => i.Operand).OfType<MethodReference>();

    private static TypeDefinition Outermost(TypeDefinition type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }
}
