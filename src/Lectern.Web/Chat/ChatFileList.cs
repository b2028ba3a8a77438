using Lectern.Web.Indexes;

namespace Lectern.Web.Chat;

/// <summary>The files of one chat, which may have been left.</summary>
internal sealed class ChatFileList
{
    public List<LoadedFile> Files { get; } = [];

    /// <summary>The chat's session; null until it has one.</summary>
    public string? SessionId { get; set; }

    /// <summary>They are sent again when another one is added.</summary>
    public bool HasFailed { get; set; }

    /// <summary>The first one that is still to be sent.</summary>
    public LoadedFile? Next => Files.Find(f => f.Stage is FileStage.Waiting);

    /// <summary>A question would not be answered from all of them yet.</summary>
    public bool IsBusy => !HasFailed
        && Files.Exists(f => f.Stage is FileStage.Waiting or FileStage.Uploading or FileStage.Reading);
}
