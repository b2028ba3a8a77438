namespace Lectern.Contracts;

/// <summary>Answer of <c>GET /api/v1/models</c>: the server's own model first.</summary>
public sealed record ChatModelList(IReadOnlyList<ChatModel> Items);
