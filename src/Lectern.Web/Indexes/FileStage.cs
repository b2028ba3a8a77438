namespace Lectern.Web.Indexes;

internal enum FileStage
{
    Waiting,
    Uploading,
    Uploaded,
    Reading,
    Embedding,
    Ready,
    Failed,
}
