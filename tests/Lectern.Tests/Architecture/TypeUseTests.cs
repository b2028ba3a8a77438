using System.ComponentModel;

namespace Lectern.Tests.Architecture;

/// <summary>That a type's name is seen where an attribute has it: the order of the folders is read by this.</summary>
public sealed class TypeUseTests
{
    private static readonly IReadOnlySet<TypeUse> Uses = TypeUses.Of(typeof(TypeUseTests).Assembly.Location);

    [Theory]
    [InlineData(typeof(NamedOnAType))]
    [InlineData(typeof(NamedOnAProperty))]
    [InlineData(typeof(NamedOnAParameter))]
    [InlineData(typeof(NamedInAList))]
    public void A_type_that_an_attribute_names_is_named(Type named) =>
        Assert.Contains(new TypeUse(typeof(Naming).FullName!, named.FullName!), Uses);
}

[TypeConverter(typeof(NamedOnAType))]
internal abstract class Naming
{
    [TypeConverter(typeof(NamedOnAProperty))]
    public int Value { get; init; }

    public abstract void Take([TypeConverter(typeof(NamedOnAParameter))] int value);

    [Names([typeof(NamedInAList)])]
    public abstract int Give();
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class NamesAttribute(Type[] types) : Attribute
{
    public Type[] Types => types;
}

internal static class NamedOnAType;

internal static class NamedOnAProperty;

internal static class NamedOnAParameter;

internal static class NamedInAList;
