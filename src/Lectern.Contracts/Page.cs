namespace Lectern.Contracts;

/// <summary>A page of a list; <c>total_size</c> is counted only where it is asked for.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextPageToken, int? TotalSize = null);
