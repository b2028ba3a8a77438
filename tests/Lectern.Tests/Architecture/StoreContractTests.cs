using Lectern.Server.Operations.Backup;
using Lectern.Tests.Storage.Contract;
using Mono.Cecil;

namespace Lectern.Tests.Architecture;

/// <summary>Each store says in a contract what it promises, and each database has to keep it.</summary>
public sealed class StoreContractTests
{
    private static readonly Type[] Tests = typeof(StoreContractTests).Assembly.GetTypes();

    [Fact]
    public void Every_store_interface_has_a_contract_that_a_store_keeps()
    {
        foreach (var store in StoreInterfaces.Bound.Append(typeof(IStoreCopy)))
        {
            var contract = Tests.SingleOrDefault(t => t.FullName == ContractOf(store));
            Assert.True(contract is { IsAbstract: true }, $"{store.Name} has no contract.");
            Assert.True(
                Array.Exists(Tests, t => t.IsSealed && t.BaseType is { IsGenericType: true } of
                    && of.GetGenericTypeDefinition() == contract),
                $"{contract.Name} runs over no store.");
        }
    }

    [Fact]
    public void Every_method_of_a_store_is_called_by_the_contracts()
    {
        using var module = ModuleDefinition.ReadModule(typeof(StoreContractTests).Assembly.Location);
        var called = module.GetTypes().Where(t => Outermost(t).Namespace == typeof(ITestStores).Namespace)
            .SelectMany(t => t.Methods).Where(m => m.HasBody).SelectMany(m => m.Body.Instructions)
            .Select(i => i.Operand).OfType<MethodReference>().Select(m => (m.DeclaringType.Name, m.Name)).ToHashSet();
        var missing = StoreInterfaces.Reached.SelectMany(
            t => t.GetMethods()).Where(m => !called.Contains((m.DeclaringType!.Name, m.Name)));
        Assert.Empty(missing.Select(m => $"{m.DeclaringType!.Name}.{m.Name}"));
    }

    private static string ContractOf(Type store) => $"{typeof(ITestStores).Namespace}.{store.Name[1..]}Contract`1";

    private static TypeDefinition Outermost(TypeDefinition type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }
}
