namespace Lectern.Tests.Fakes;

/// <summary>The test data beside the repository. A test that needs it skips where it is absent.</summary>
internal static class SharedFiles
{
    /// <summary>A folder or file under <c>../shared</c>; skips the test when it is not there.</summary>
    public static string Need(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Lectern.slnx")))
                continue;
            var path = Path.Combine(folder.Parent!.FullName, "shared", relative);
            Assert.SkipUnless(Path.Exists(path), $"needs ../shared/{relative}");
            return path;
        }

        throw new InvalidOperationException("The repository's root was not found.");
    }
}
