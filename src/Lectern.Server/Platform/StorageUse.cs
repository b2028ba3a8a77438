namespace Lectern.Server.Platform;

/// <summary>Bytes of one project.</summary>
/// <param name="Files">Its files' contents, each counted, also where two are the same.</param>
/// <param name="Attachments">What syncs made of them beside the text.</param>
/// <param name="Indexes">The contents of its indexes.</param>
internal sealed record StorageUse(long Files, long Attachments, long Indexes)
{
    public long Total => Files + Attachments + Indexes;
}
