using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Lectern.Tests.Architecture;

/// <summary>
/// Which types of an assembly name which, as compiled. Constants are inlined by the compiler and leave no trace.
/// </summary>
internal static class TypeUses
{
    public static IReadOnlySet<TypeUse> Of(string assemblyPath)
    {
        using var module = Read(assemblyPath);
        var references = new HashSet<TypeUse>();
        foreach (var type in module.GetTypes())
        {
            var from = TopLevel(type).FullName;
            foreach (var named in Named(type).SelectMany(Parts))
            {
                var to = TopLevel(named);
                // Generated types (<>c, <PrivateImplementationDetails>) belong to nobody.
                if (to.Module == module && to is { IsDefinition: true } or { Scope: ModuleDefinition } && to.FullName != from
                    && !to.FullName.StartsWith('<') && !from.StartsWith('<'))
                    references.Add(new TypeUse(from, to.FullName));
            }
        }

        return references;
    }

    /// <summary>An attribute's arguments can be read only with the assemblies at hand that their enumerations are from.</summary>
    public static ModuleDefinition Read(string assemblyPath)
    {
        var found = new DefaultAssemblyResolver();
        foreach (var folder in AppDomain.CurrentDomain.GetAssemblies().Where(a => !a.IsDynamic && a.Location.Length > 0)
            .Select(a => Path.GetDirectoryName(a.Location)!).Distinct())
            found.AddSearchDirectory(folder);
        return ModuleDefinition.ReadModule(assemblyPath, new ReaderParameters { AssemblyResolver = found });
    }

    /// <summary>The types of other assemblies that a module's types name.</summary>
    public static IEnumerable<TypeUse> Foreign(ModuleDefinition module) => module.GetTypes().SelectMany(
        type => Named(type).SelectMany(Parts).Where(named => named.Module == module && named is not TypeDefinition)
            .Select(named => new TypeUse(TopLevel(type).FullName, TopLevel(named).FullName)));

    private static IEnumerable<TypeReference?> Named(TypeDefinition type)
    {
        yield return type.BaseType;
        foreach (var implemented in type.Interfaces)
            yield return implemented.InterfaceType;
        foreach (var named in Attributed(type).SelectMany(a => a.CustomAttributes).SelectMany(Named))
            yield return named;
        foreach (var parameter in type.GenericParameters)
            foreach (var constraint in parameter.Constraints)
                yield return constraint.ConstraintType;
        foreach (var field in type.Fields)
            yield return field.FieldType;
        foreach (var method in type.Methods)
            foreach (var named in Named(method))
                yield return named;
    }

    /// <summary>A type, and all of it that can have attributes.</summary>
    private static IEnumerable<ICustomAttributeProvider> Attributed(TypeDefinition type) =>
    [
        type, .. type.GenericParameters, .. type.Fields, .. type.Properties, .. type.Events, .. type.Methods,
        .. type.Methods.SelectMany(m => m.Parameters), .. type.Methods.SelectMany(m => m.GenericParameters),
        .. type.Methods.Select(m => m.MethodReturnType),
    ];

    private static IEnumerable<TypeReference?> Named(CustomAttribute attribute) =>
    [
        attribute.AttributeType,
        .. attribute.ConstructorArguments.Concat(attribute.Properties.Concat(attribute.Fields).Select(n => n.Argument))
            .SelectMany(Named),
    ];

    private static IEnumerable<TypeReference?> Named(CustomAttributeArgument argument) => argument.Value switch
    {
        CustomAttributeArgument[] items => items.SelectMany(Named).Prepend(argument.Type),
        CustomAttributeArgument boxed => Named(boxed),
        TypeReference type => [argument.Type, type],
        _ => [argument.Type],
    };

    private static IEnumerable<TypeReference?> Named(MethodDefinition method)
    {
        yield return method.ReturnType;
        foreach (var parameter in method.Parameters)
            yield return parameter.ParameterType;
        if (!method.HasBody)
            yield break;
        foreach (var variable in method.Body.Variables)
            yield return variable.VariableType;
        foreach (var handler in method.Body.ExceptionHandlers)
            yield return handler.CatchType;
        foreach (var instruction in method.Body.Instructions)
            foreach (var named in Named(instruction))
                yield return named;
    }

    private static IEnumerable<TypeReference?> Named(Instruction instruction)
    {
        switch (instruction.Operand)
        {
            case TypeReference type:
                yield return type;
                break;
            case MethodReference method:
                yield return method.DeclaringType;
                yield return method.ReturnType;
                foreach (var parameter in method.Parameters)
                    yield return parameter.ParameterType;
                if (method is GenericInstanceMethod generic)
                    foreach (var argument in generic.GenericArguments)
                        yield return argument;
                break;
            case FieldReference field:
                yield return field.DeclaringType;
                yield return field.FieldType;
                break;
        }
    }

    /// <summary>The types that a constructed type is made of.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type)
    {
        switch (type)
        {
            case null or GenericParameter:
                break;
            case GenericInstanceType generic:
                yield return generic.ElementType;
                foreach (var part in generic.GenericArguments.SelectMany(Parts))
                    yield return part;
                break;
            case TypeSpecification built:
                foreach (var part in Parts(built.ElementType))
                    yield return part;
                break;
            default:
                yield return type;
                break;
        }
    }

    private static TypeReference TopLevel(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }
}
