using Lectern.Web.Documents;
using Lectern.Web.Languages;

namespace Lectern.Web.Indexes;

/// <summary>A file on its way into an index.</summary>
/// <param name="number">By which the browser knows it.</param>
/// <param name="path">Its name, within a dropped folder with the folders before it.</param>
internal sealed class LoadedFile(int number, string path, long size)
{
    public int Number { get; } = number;

    public string Path { get; } = path;

    public string Name { get; } = path[(path.LastIndexOf('/') + 1)..];

    public long Size { get; } = size;

    public FileStage Stage { get; set; }

    public long Sent { get; set; }

    /// <summary>Why it failed.</summary>
    public string? Reason { get; set; }

    /// <summary>The stored file's <c>dfl-</c> id; null until it is there.</summary>
    public string? FileId { get; set; }

    /// <summary>0 to 100: half for the way to the server, the rest for reading and embedding.</summary>
    public int Percent => Stage switch
    {
        FileStage.Uploading => Size == 0 ? 0 : (int)(50 * Sent / Size),
        FileStage.Uploaded => 50,
        FileStage.Reading => 60,
        FileStage.Embedding => 80,
        FileStage.Ready => 100,
        _ => 0,
    };

    public string Standing => Stage switch
    {
        FileStage.Waiting => Strings.Of("stage.waiting"),
        FileStage.Uploading => Strings.Of("stage.uploading", Size == 0 ? 100 : 100 * Sent / Size),
        FileStage.Uploaded => Strings.Of("stage.uploaded"),
        FileStage.Reading => Strings.Of("stage.reading"),
        FileStage.Embedding => Strings.Of("stage.embedding"),
        FileStage.Ready => Strings.Of("stage.ready"),
        _ => Reason is null ? Strings.Of("stage.failed") : UnreadReason.Of(Reason),
    };
}
