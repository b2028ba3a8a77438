namespace Lectern.Contracts;

/// <summary>Bytes that a project stores.</summary>
/// <param name="UsedBytes">All of them.</param>
/// <param name="LimitBytes">
/// How many it may store: beyond it uploads are refused (507), and a sync's files fail with the reason.
/// </param>
/// <param name="FileBytes">Of the files.</param>
/// <param name="AttachmentBytes">Of what syncs made of them beside the text, such as screenshots.</param>
/// <param name="IndexBytes">Of the indexes' contents.</param>
public sealed record StorageUsage(long UsedBytes, long LimitBytes, long FileBytes, long AttachmentBytes, long IndexBytes);
