namespace Lectern.Tests.Fakes;

/// <summary>The repository that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder of <c>Lectern.slnx</c>.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Lectern.slnx")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
