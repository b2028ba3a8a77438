namespace Lectern.Server.Platform.OpenApi;

/// <summary>What the form of an upload is made of.</summary>
internal sealed record FormBody(Type Parts);
