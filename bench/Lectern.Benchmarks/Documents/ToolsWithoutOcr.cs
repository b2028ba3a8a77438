namespace Lectern.Benchmarks.Documents;

/// <summary>A PATH with every program that Lectern uses but Tesseract.</summary>
internal sealed class ToolsWithoutOcr : IDisposable
{
    private static readonly string[] Programs = ["dotnet", "pdftoppm", "soffice", "prlimit", "unshare", "true", "sh", "env"];

    public ToolsWithoutOcr()
    {
        Path = Directory.CreateTempSubdirectory("lectern-tools-").FullName;
        foreach (var program in Programs)
        {
            var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
                ':').Select(f => System.IO.Path.Combine(f, program)).FirstOrDefault(File.Exists);
            if (found is not null)
                File.CreateSymbolicLink(System.IO.Path.Combine(Path, program), found);
        }
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
