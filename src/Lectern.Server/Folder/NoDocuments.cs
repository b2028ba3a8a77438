namespace Lectern.Server.Folder;

/// <summary>
/// Knows by their names what lies beside documents and is none: hidden files, editors' locks and copies, unfinished downloads.
/// </summary>
internal static class NoDocuments
{
    private static readonly string[] Beginnings = [".", "~$"];
    private static readonly string[] Endings = ["~", ".tmp", ".temp", ".swp", ".swx", ".swo", ".part", ".partial", ".crdownload"];
    private static readonly string[] Names = ["Thumbs.db", "desktop.ini"];

    public static bool Has(string name) =>
        Beginnings.Any(b => name.StartsWith(b, StringComparison.Ordinal))
        || Endings.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase))
        || Names.Contains(name, StringComparer.OrdinalIgnoreCase)
        || (name.Length > 2 && name[0] == '#' && name[^1] == '#');
}
