namespace Lectern.Contracts;

/// <summary>Body of <c>PATCH /api/v1/indexes/{index_id}</c>; what is absent stays as it is.</summary>
public sealed record IndexUpdateRequest([Field(Min = 1)] string? Name = null, string? Description = null);
