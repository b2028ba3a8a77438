namespace Lectern.Tests.Architecture;

/// <summary>
/// One top-level type of an assembly names another of the same assembly, in a signature, an attribute or a method's body.
/// </summary>
/// <param name="From">Full name of the type that names.</param>
/// <param name="To">Full name of the type that is named.</param>
internal sealed record TypeUse(string From, string To);
