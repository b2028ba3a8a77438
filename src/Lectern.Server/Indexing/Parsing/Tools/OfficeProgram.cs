namespace Lectern.Server.Indexing.Parsing.Tools;

/// <summary>
/// LibreOffice, which makes one kind of office file into another. It works on files: they stand in the worker's own folder,
/// which the server empties afterwards.
/// </summary>
internal static class OfficeProgram
{
    /// <summary>Set for a worker that is shut in; a program as large as this one gets no document elsewhere.</summary>
    public const string ShutIn = "PARSER_IS_SHUT_IN";

    private const int MaxBytes = 256 * 1024 * 1024;
    private const int CpuSeconds = 60;
    private const long MemoryBytes = 4096L * 1024 * 1024;
    private const int MaxWords = 1024 * 1024;

    /// <summary>An archive of old files must not take hours.</summary>
    private const int MostRuns = 20;

    private static int runs;

    /// <summary>Whether it ran in this process, which then ends after the file that it is at.</summary>
    public static bool HasRun => runs > 0;

    /// <summary>Why it cannot be used, such as "LibreOffice is not installed."; null when it can.</summary>
    public static string? Lack => ExternalTools.LibreOffice is null ? "LibreOffice is not installed."
        : Environment.GetEnvironmentVariable(ShutIn) is null ? "this machine cannot shut hostile documents in."
        : runs >= MostRuns ? $"of one archive no more than {MostRuns} such files are converted."
        : null;

    /// <param name="extension">Of the file, with its dot.</param>
    /// <param name="to">Such as pdf.</param>
    /// <param name="sign">Called from any thread while it works.</param>
    /// <returns>Null when it could not.</returns>
    public static byte[]? Convert(byte[] content, string extension, string to, Action sign)
    {
        runs++;
        var folder = Path.TrimEndingDirectorySeparator(Path.GetTempPath());
        var source = Path.Combine(folder, "page" + extension);
        var made = new FileInfo(Path.Combine(folder, "page." + to));
        var profile = new Uri(Path.Combine(folder, "profile")).AbsoluteUri;
        try
        {
            // What it made of another file of the archive must not stand for this one.
            made.Delete();
            File.WriteAllBytes(source, content);
            using (LifeSigns.Start(sign))
            {
                ToolProcess.Run(
                    ExternalTools.LibreOffice!,
                    ["-env:UserInstallation=" + profile, "--headless", "--norestore", "--convert-to", to, "--outdir", folder,
                        source],
                    ReadOnlyMemory<byte>.Empty, output => Ocr.Bytes(output, MaxWords), CpuSeconds, MemoryBytes);
            }

            made.Refresh();
            return !made.Exists || made.Length > MaxBytes ? null : File.ReadAllBytes(made.FullName);
        }
        finally
        {
            File.Delete(source);
            made.Delete();
        }
    }
}
