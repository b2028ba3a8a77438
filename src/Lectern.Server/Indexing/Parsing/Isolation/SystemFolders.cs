using System.Runtime.InteropServices;
using Lectern.Server.Indexing.Parsing.Tools;

namespace Lectern.Server.Indexing.Parsing.Isolation;

/// <summary>
/// What an isolated process may read besides its own folder: the system's programs, libraries and fonts, .NET, and Lectern's own
/// files.
/// </summary>
internal static class SystemFolders
{
    /// <summary>Of <c>/etc</c> and <c>/var</c> only what these programs read.</summary>
    private static readonly string[] Known =
    [
        "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store", "/gnu/store",
        "/etc/alternatives", "/etc/fonts", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/libreoffice",
        "/etc/localtime", "/etc/papersize", "/var/cache/fontconfig", "/var/lib/libreoffice", "/var/spool/libreoffice",
        "/sys/devices/system/cpu", "/sys/devices/system/node", "/proc/meminfo", "/dev/random", "/dev/urandom", "/dev/zero",
    ];

    /// <summary>Files and folders, without links. Below none of them is anything hidden.</summary>
    /// <param name="hidden">Folders that must not be read although they stand in one that may be, such as the data.</param>
    public static IEnumerable<string> Readable(IReadOnlyList<string> hidden)
    {
        var secret = hidden.Select(Libc.RealPath).OfType<string>().ToList();
        var shared = Known.Concat(OfTools()).Select(Libc.RealPath).OfType<string>().Distinct()
            .SelectMany(path => Without(path, secret));

        // The program itself is read wherever it lies: somebody may follow the very folder that he built it in.
        return [.. shared, .. OfRuntime().Concat(OfServer()).Select(Libc.RealPath).OfType<string>()];
    }

    /// <summary>
    /// A folder whole, or, when something hidden stands in it, what stands beside that. A link there grants nothing.
    /// </summary>
    private static IEnumerable<string> Without(string path, List<string> secret)
    {
        if (secret.Any(s => IsIn(path, s)))
            return [];
        return secret.Any(s => IsIn(s, path))
            ? new DirectoryInfo(path).EnumerateFileSystemInfos().Where(inner => inner.LinkTarget is null)
                .SelectMany(inner => Without(inner.FullName, secret))
            : [path];
    }

    private static bool IsIn(string path, string folder) =>
        path == folder || path.StartsWith(folder.TrimEnd('/') + '/', StringComparison.Ordinal);

    private static IEnumerable<string> OfRuntime()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return [Path.Combine(root, "dotnet"), Path.Combine(root, "host"), Path.Combine(root, "shared")];
    }

    /// <summary>
    /// The server's folder may be the current one, and hold settings with keys or the data: only the program is read.
    /// </summary>
    private static IEnumerable<string> OfServer() =>
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory).Where(f =>
            f.EndsWith(".dll", StringComparison.Ordinal) || f.EndsWith(".so", StringComparison.Ordinal)
            || f.EndsWith(".deps.json", StringComparison.Ordinal) || f.EndsWith(".runtimeconfig.json", StringComparison.Ordinal)),
        Path.Combine(AppContext.BaseDirectory, "runtimes"),
        OwnProgram.Command[0],
    ];

    /// <summary>
    /// A program under <c>/opt</c> has its files in its own folder there; elsewhere only the program itself is read.
    /// </summary>
    private static IEnumerable<string> OfTools() =>
        ExternalTools.Found().Select(Libc.RealPath).OfType<string>().Select(
            program => program.Split('/') is ["", "opt", var own, _, ..] ? $"/opt/{own}" : program);
}
