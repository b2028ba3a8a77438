using System.Diagnostics;
using System.Globalization;
using Lectern.Server.Indexing.Parsing.Isolation;
using Lectern.Server.Indexing.Parsing.Tools;

namespace Lectern.Server.Indexing.Parsing;

/// <summary>
/// A running worker, shut in with a folder of its own. For one caller at a time; disposing of it ends all that it started.
/// </summary>
internal sealed class ParseWorkerProcess : IDisposable
{
    private readonly Process process;
    private readonly WorkFolder folder;

    private ParseWorkerProcess(Process process, WorkFolder folder) => (this.process, this.folder) = (process, folder);

    public Stream Input => process.StandardInput.BaseStream;

    public Stream Output => process.StandardOutput.BaseStream;

    public int Id => process.Id;

    /// <param name="onErrorLine">Gets what the worker prints, line by line.</param>
    public static ParseWorkerProcess Start(
        ParserIsolation isolation, IsolationState how, ParseLimits limits, Action<string> onErrorLine)
    {
        var folder = isolation.NewFolder();
        try
        {
            var start = isolation.Describe(
                how, folder, OwnProgram.Command[0], [.. OwnProgram.Command.Skip(1), ParseWorker.Argument]);
            start.Environment["DOTNET_GCHeapHardLimit"] = limits.HeapBytes.ToString("X", CultureInfo.InvariantCulture);
            start.Environment["DOTNET_gcServer"] = "0";
            if (how.IsWhole)
                start.Environment[OfficeProgram.ShutIn] = "1";
            start.Environment["DOTNET_gcConcurrent"] = "0";
            var process = new Process { StartInfo = start };
            process.ErrorDataReceived += (_, e) =>
            {
                if (!string.IsNullOrEmpty(e.Data))
                    onErrorLine(e.Data);
            };
            process.Start();
            process.BeginErrorReadLine();
            return new ParseWorkerProcess(process, folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Removes what the last file left in the worker's folder.</summary>
    public void Clear() => folder.Clear();

    /// <summary>Bytes of memory that the worker has; 0 when it is gone.</summary>
    public long ResidentBytes()
    {
        try
        {
            process.Refresh();
            return process.HasExited ? 0 : process.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    public void Dispose()
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }

        process.Dispose();
        folder.Dispose();
    }
}
