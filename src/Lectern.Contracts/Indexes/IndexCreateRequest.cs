namespace Lectern.Contracts;

/// <summary>Body of <c>POST /api/v1/indexes</c>.</summary>
/// <param name="SyncFrequency"><c>manual</c> (default), <c>daily</c> or <c>on_source_change</c>.</param>
/// <param name="StoreAttachments"><c>screenshots</c>, <c>items</c>.</param>
/// <param name="VectorTarget"><c>DEFAULT</c> or <c>DISABLED</c> (words only).</param>
public sealed record IndexCreateRequest(
    [Field(Presence.Given)] string? SourceDirectoryId,
    string? Name = null,
    IReadOnlyList<IndexProductEntry?>? Products = null,
    string? Description = null,
    [Field(Default = "manual", OneOf = ["manual", "daily", "on_source_change"])] string? SyncFrequency = null,
    [Field(OneOf = ["screenshots", "items"])] IReadOnlyList<string?>? StoreAttachments = null,
    [Field(Default = "DEFAULT", OneOf = ["DEFAULT", "DISABLED"])] string? VectorTarget = null);
