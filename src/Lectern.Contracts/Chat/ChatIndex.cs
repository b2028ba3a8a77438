namespace Lectern.Contracts;

/// <summary>A chat's own index.</summary>
/// <param name="Index">Null while nothing was added to the chat.</param>
public sealed record ChatIndex(IndexResponse? Index);
