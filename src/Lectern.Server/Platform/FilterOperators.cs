namespace Lectern.Server.Platform;

/// <summary>How a filter of a search compares, as the wire has it.</summary>
internal static class FilterOperators
{
    public static readonly IReadOnlyList<string> All = ["eq", "ne", "gt", "lt", "gte", "lte", "in", "nin"];

    /// <summary>Those that an id can be compared by.</summary>
    public static readonly IReadOnlyList<string> OfIds = ["eq", "ne", "in", "nin"];
}
