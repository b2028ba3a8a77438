namespace Lectern.Contracts;

/// <summary>Whether a field of the wire is there, and whether it may be null.</summary>
internal enum Presence
{
    /// <summary>As its type says: there when it cannot be null and has no default.</summary>
    AsTyped,

    /// <summary>Always there and never null: a body without it is refused.</summary>
    Given,

    /// <summary>Always there, and may be null.</summary>
    GivenOrNull,

    /// <summary>May be left out, and is not null.</summary>
    Optional,

    /// <summary>May be left out or null. A server that always has it promises no more than others do.</summary>
    OptionalOrNull,
}
