using Lectern.Tests.Fakes;

namespace Lectern.Tests.Architecture;

/// <summary>The files of this repository that people write: nothing that was built, fetched or is somebody else's.</summary>
internal static class OwnFiles
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "lib"];

    /// <param name="folder">Below the repository's.</param>
    /// <param name="endings">With their dot.</param>
    public static IEnumerable<string> Of(string folder, params string[] endings) =>
        Find(new DirectoryInfo(Path.Combine(Repository.Root, folder))).Where(f => endings.Contains(Path.GetExtension(f)));

    private static IEnumerable<string> Find(DirectoryInfo folder) => folder.EnumerateFiles().Select(f => f.FullName).Concat(
        folder.EnumerateDirectories().Where(d => !NotOurs.Contains(d.Name) && !d.Name.StartsWith('.')).SelectMany(Find));
}
