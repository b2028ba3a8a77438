using System.Globalization;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <summary>The catalogs' files, beside the database of their index.</summary>
internal static class SegmentFiles
{
    public static string PathOf(string databasePath, long segment) =>
        Path.ChangeExtension(databasePath, string.Create(CultureInfo.InvariantCulture, $".{segment}.catalog"));

    /// <summary>Deletes those of segments that are no more; a reader that has one mapped keeps it.</summary>
    public static void Delete(string databasePath, IEnumerable<SegmentRow> segments)
    {
        foreach (var segment in segments)
            Delete(PathOf(databasePath, segment.Name));
    }

    /// <summary>Those of every index in a folder, finished or not.</summary>
    public static IEnumerable<string> In(string folder) => Directory.EnumerateFiles(folder, "*.catalog*");

    /// <summary>Those of one index.</summary>
    public static IEnumerable<string> Of(string databasePath) => Directory.EnumerateFiles(
        Path.GetDirectoryName(databasePath)!, Path.GetFileNameWithoutExtension(databasePath) + ".*.catalog*");

    /// <summary>Deletes what no segment names: a swap that broke off may have left some. Nobody may be swapping.</summary>
    /// <param name="found">The index's, at some time.</param>
    public static void DeleteAllBut(string databasePath, IEnumerable<string> found, IEnumerable<SegmentRow> segments)
    {
        var kept = segments.Select(s => PathOf(databasePath, s.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var path in found.Where(p => !kept.Contains(p)))
            Delete(path);
    }

    public static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (OperatingSystem.IsWindows() && e is IOException or UnauthorizedAccessException)
        {
            // Windows keeps a file that is mapped: it goes when the index is first opened after a start, or with what is left
            // of indexes that are gone.
        }
    }
}
