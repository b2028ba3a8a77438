using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Lectern.Server.Indexing.Parsing.Formats;

namespace Lectern.Server.Indexing.Parsing;

/// <summary>
/// The child process: reads files that come in over standard input, one after the other, and sends back what they say. It knows no
/// path of the server's data, and ends when its input does or when its parent is gone.
/// </summary>
internal static partial class ParseWorker
{
    public const string Argument = "parse-worker";

    private static readonly TimeSpan ParentCheck = TimeSpan.FromMilliseconds(500);

    public static async Task<int> RunAsync()
    {
        await using var input = Console.OpenStandardInput();
        await using var output = Console.OpenStandardOutput();

        // What a library prints must not get between the frames.
        Console.SetOut(Console.Error);
        using var parentCheck = EndWithParent();
        while (await WorkerFrames.ReadAsync(input, int.MaxValue, CancellationToken.None) is { Kind: WorkerFrames.Name } name)
        {
            if (await WorkerFrames.ReadAsync(input, int.MaxValue, CancellationToken.None) is not { Kind: WorkerFrames.Content } content)
                break;
            var (kind, payload) = Parse(content.Payload, Encoding.UTF8.GetString(name.Payload), output);
            await WorkerFrames.WriteAsync(output, kind, payload, CancellationToken.None);
        }

        return 0;
    }

    private static (byte Kind, byte[] Payload) Parse(byte[] content, string fileName, Stream output)
    {
        try
        {
            var (document, parser) = FileFormats.Parse(content, fileName, new ParseLimits(), page => Report(output, page));
            return (WorkerFrames.Result, JsonSerializer.SerializeToUtf8Bytes(new WorkerResult(document, parser), WorkerJson.Default.WorkerResult));
        }
        catch (UnreadableFileException e)
        {
            return (WorkerFrames.Failure, Encoding.UTF8.GetBytes(e.Message));
        }
        catch (OutOfMemoryException)
        {
            return (WorkerFrames.Failure, Encoding.UTF8.GetBytes(ParseReasons.Memory));
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e);
            return (WorkerFrames.Failure, Encoding.UTF8.GetBytes($"The file is damaged and cannot be read ({e.GetType().Name})."));
        }
    }

    private static void Report(Stream output, int page)
    {
        Span<byte> frame = [WorkerFrames.Progress, 4, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(frame[5..], page);
        output.Write(frame);
        output.Flush();
    }

    /// <summary>A parser that loops never sees its input end; this does.</summary>
    private static Timer? EndWithParent()
    {
        if (OperatingSystem.IsWindows())
            return null;
        var parent = GetParentProcessId();
        return new Timer(
            _ =>
            {
                if (GetParentProcessId() != parent)
                    Process.GetCurrentProcess().Kill();
            },
            null,
            ParentCheck,
            ParentCheck);
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetParentProcessId();
}

/// <summary>Reasons that more than one place gives.</summary>
internal static class ParseReasons
{
    public const string Memory = "Reading the file needs more memory than is allowed.";
    public const string Time = "Reading the file takes longer than is allowed.";
    public const string Crash = "The file is damaged: the parser broke on it.";
}
