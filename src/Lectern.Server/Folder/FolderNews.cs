using Lectern.Server.Platform.Background;

namespace Lectern.Server.Folder;

/// <summary>
/// Tells what is unusual about the followed folder: each thing once in the log, and among the server's problems while it lasts.
/// </summary>
internal sealed partial class FolderNews(ServerProblems problems, ILogger<FolderNews> logger)
{
    private const string Followed = "followed folder";
    private const string Entries = "left out";
    private const int MostLogged = 20;

    private HashSet<LeftOut> told = [];
    private string waits = "";

    public void Tell(string folder, FolderLook look)
    {
        var fresh = look.LeftOut.Where(l => !told.Contains(l)).ToList();
        foreach (var entry in fresh.Take(MostLogged))
            IsLeftOut(entry.Name, entry.Reason);
        if (fresh.Count > MostLogged)
            MoreAreLeftOut(fresh.Count - MostLogged);
        told = [.. look.LeftOut];
        problems.Set(
            Entries,
            look.LeftOut.Count == 0
                ? []
                : [$"{look.LeftOut.Count} entries of the followed folder are left out. GET /api/v1/folder says which, and why."],
            degrades: false);

        var sentences = Missing(folder, look).ToList();
        var now = string.Join(' ', sentences);
        if (now.Length > 0 && now != waits)
            Waits(now);
        waits = now;
        problems.Set(Followed, sentences, degrades: true);
    }

    public void Stopped(string reason)
    {
        Waits(reason);
        problems.Set(Followed, [reason], degrades: true);
        problems.Clear(Entries);
    }

    private static IEnumerable<string> Missing(string folder, FolderLook look)
    {
        if (look.Waiting.Count > 0)
        {
            yield return $"{look.Waiting.Count} files of the followed folder {folder} went missing all at once, or with a drive. "
                + "They stay in the index: bring them back, or say that they are gone with POST /api/v1/folder/removals.";
        }

        if (look.Hidden.Count > 0)
        {
            yield return $"{look.Hidden.Count} files of the followed folder {folder} lie where it cannot be read now. "
                + "They stay in the index as they were.";
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} is left out of the followed folder: {Why}")]
    private partial void IsLeftOut(string file, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} more entries are left out of the followed folder")]
    private partial void MoreAreLeftOut(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{What}")]
    private partial void Waits(string what);
}
