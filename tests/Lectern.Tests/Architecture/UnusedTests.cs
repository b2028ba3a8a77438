using Lectern.Server;
using Mono.Cecil;

namespace Lectern.Tests.Architecture;

/// <summary>What nothing in the program calls goes. Tests call what the program does.</summary>
public sealed class UnusedTests
{
    /// <summary>What tests and benchmarks of the parser's child need to reach it.</summary>
    private static readonly string[] ForTests = ["ParserChild.ParseAsync", "ParseWorkerProcess.get_Id"];

    [Fact]
    public void Every_method_and_property_of_the_server_is_used_by_the_server()
    {
        using var module = TypeUses.Read(typeof(LecternApp).Assembly.Location);
        var methods = module.GetTypes().Where(t => t.FullName.StartsWith("Lectern.", StringComparison.Ordinal) && !IsGenerated(t))
            .SelectMany(t => t.Methods).Where(CanBeUnused).ToList();
        Assert.True(methods.Count > 1000, $"{methods.Count} methods");
        var named = module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody)
            .SelectMany(m => m.Body.Instructions.Select(i => i.Operand).OfType<MethodReference>().Select(r => Own(r, module))
                .Where(d => d is not null && d != m))
            .ToHashSet();
        var unused = methods.Where(m => !named.Contains(m)).Select(m => $"{m.DeclaringType.Name}.{m.Name}").Except(ForTests);
        Assert.Equal("", string.Join('\n', unused.Order(StringComparer.Ordinal)));
    }

    /// <summary>
    /// What a base, an interface, a serializer or a container asks for is called by others; so is what a compiler wrote (what
    /// stands in records, and properties without a body).
    /// </summary>
    private static bool CanBeUnused(MethodDefinition method) =>
        !method.IsVirtual && !method.IsConstructor && !method.Name.Contains('<', StringComparison.Ordinal)
        && method != method.Module.EntryPoint && !IsGenerated(method);

    private static bool IsGenerated(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.Any(a => a.AttributeType.Name is "CompilerGeneratedAttribute" or "GeneratedCodeAttribute")
        || (provider is TypeDefinition { DeclaringType: { } outer } && IsGenerated(outer));

    private static MethodDefinition? Own(MethodReference method, ModuleDefinition module) =>
        method.DeclaringType.GetElementType() is TypeDefinition type && type.Module == module ? method.Resolve() : null;
}
