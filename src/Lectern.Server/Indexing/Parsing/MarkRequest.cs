using Lectern.Contracts;

namespace Lectern.Server.Indexing.Parsing;

/// <summary>A page's picture, and what to mark in it.</summary>
internal sealed record MarkRequest(byte[] Jpeg, IReadOnlyList<PageBox> Boxes);
