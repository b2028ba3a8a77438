using System.Text.RegularExpressions;

namespace Lectern.Server.Operations.Backup;

/// <summary>
/// What a backup (a tar file) holds, by the names of its entries: objects first, then the databases, the manifest last.
/// </summary>
internal static partial class BackupEntries
{
    public const string Database = "lectern.db";
    public const string Key = "api-key";
    public const string Settings = "appsettings.json";
    public const string Manifest = "manifest.json";

    /// <summary>No other name is taken from a file: none of these leads out of a folder.</summary>
    public static bool IsKnown(string name) =>
        name is Database or Key or Settings or Manifest || IsIndex(name) || BlobOf(name) is not null;

    public static bool IsIndex(string name) => IndexName().IsMatch(name);

    public static string OfBlob(string hash) => $"blobs/{hash[..2]}/{hash}";

    /// <returns>The hash; null for another entry.</returns>
    public static string? BlobOf(string name) =>
        BlobName().Match(name) is { Success: true } match && OfBlob(match.Groups[1].Value) == name ? match.Groups[1].Value : null;

    [GeneratedRegex("^indexes/[A-Za-z0-9_-]{1,64}\\.db$")]
    private static partial Regex IndexName();

    [GeneratedRegex("^blobs/[0-9a-f]{2}/([0-9a-f]{64})$")]
    private static partial Regex BlobName();
}
