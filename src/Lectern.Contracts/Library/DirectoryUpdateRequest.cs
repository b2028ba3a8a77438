namespace Lectern.Contracts;

public sealed record DirectoryUpdateRequest([Field(Min = 1)] string? Name = null, string? Description = null);
