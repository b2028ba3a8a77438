using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Lectern.Server.Indexing.Parsing.Formats;
using Lectern.Server.Indexing.Parsing.Formats.Pdf;
using Lectern.Server.Indexing.Parsing.Isolation;
using Lectern.Server.Indexing.Parsing.Tools;

namespace Lectern.Server.Indexing.Parsing;

/// <summary>
/// The child process: reads files that come in over standard input, one after the other, and sends back what they say. It knows
/// no path of the server's data, and ends when its input does or when its parent is gone.
/// </summary>
internal static class ParseWorker
{
    public const string Argument = "parse-worker";

    private const long LargeBytes = 200L * 1024 * 1024;

    private static readonly TimeSpan ParentCheck = TimeSpan.FromMilliseconds(500);

    public static async Task<int> RunAsync()
    {
        await using var input = Console.OpenStandardInput();
        await using var output = Console.OpenStandardOutput();

        // What a library prints must not get between the frames.
        Console.SetOut(Console.Error);
        using var parentCheck = EndWithParent();
        while (await WorkerFrames.ReadAsync(input, int.MaxValue, CancellationToken.None) is { } request)
        {
            var (kind, payload) = await AnswerAsync(request.Kind, request.Payload, input, output);
            GiveBack();
            if (OfficeProgram.HasRun || PageReaders.HasGivenUp)
                Write(output, WorkerFrames.Spent, []);
            Write(output, kind, payload);
        }

        return 0;
    }

    /// <summary>
    /// What a large file left behind goes back to the system: a worker that stays large is replaced, and a new one starts cold.
    /// </summary>
    private static void GiveBack()
    {
        if (Environment.WorkingSet > LargeBytes)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private static async Task<(byte Kind, byte[] Payload)> AnswerAsync(byte kind, byte[] payload, Stream input, Stream output)
    {
        switch (kind)
        {
            case WorkerFrames.Name:
                var content = await ContentAsync(input, WorkerFrames.Content);
                return Guard(() => Parse(content, Encoding.UTF8.GetString(payload), input, output));
            case WorkerFrames.Draw:
                var name = Encoding.UTF8.GetString(await ContentAsync(input, WorkerFrames.Name));
                var drawn = await ContentAsync(input, WorkerFrames.Content);
                return Guard(() => Draw(drawn, name, payload, output));
            case WorkerFrames.Mark:
                var request = JsonSerializer.Deserialize(payload, WorkerJson.Default.MarkRequest)!;
                return Guard(() => (WorkerFrames.Image, [0, 0, 0, 0, .. PageImages.Mark(request.Jpeg, request.Boxes)]));
            default:
                throw new InvalidDataException($"A frame of kind {kind} is not understood.");
        }
    }

    private static async Task<byte[]> ContentAsync(Stream input, byte kind) =>
        await WorkerFrames.ReadAsync(input, int.MaxValue, CancellationToken.None) is { } frame && frame.Kind == kind
            ? frame.Payload
            : throw new InvalidDataException($"A frame of kind {kind} was expected.");

    private static (byte Kind, byte[] Payload) Parse(byte[] content, string fileName, Stream input, Stream output)
    {
        var limits = new ParseLimits { Ocr = new OcrGrant(pages => Ask(pages, input, output)) };
        try
        {
            var (document, parser) = FileFormats.Parse(content, fileName, limits, page => Report(output, page));
            return (
                WorkerFrames.Result,
                JsonSerializer.SerializeToUtf8Bytes(new WorkerResult(document, parser), WorkerJson.Default.WorkerResult));
        }
        catch (UnreadableFileException) when (limits.Lacking.Marks.Length > 0)
        {
            Write(output, WorkerFrames.Lacking, Encoding.UTF8.GetBytes(limits.Lacking.Marks));
            throw;
        }
    }

    private static int Ask(int pages, Stream input, Stream output)
    {
        Span<byte> payload = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(payload, pages);
        Write(output, WorkerFrames.Ask, payload);
        return BinaryPrimitives.ReadInt32LittleEndian(ContentAsync(input, WorkerFrames.Granted).GetAwaiter().GetResult());
    }

    private static (byte Kind, byte[] Payload) Draw(byte[] content, string fileName, byte[] wanted, Stream output)
    {
        var drawn = 0;
        var pages = BinaryPrimitives.ReadInt32LittleEndian(wanted);
        var maxBytes = BinaryPrimitives.ReadInt64LittleEndian(wanted.AsSpan(4));
        PageImages.Draw(content, fileName, pages, maxBytes, Send, () => Report(output, Volatile.Read(ref drawn)));
        return (WorkerFrames.Drawn, []);

        void Send(int page, byte[] jpeg)
        {
            var payload = new byte[4 + jpeg.Length];
            BinaryPrimitives.WriteInt32LittleEndian(payload, page);
            jpeg.CopyTo(payload, 4);
            Write(output, WorkerFrames.Image, payload);
            Interlocked.Increment(ref drawn);
        }
    }

    private static (byte Kind, byte[] Payload) Guard(Func<(byte Kind, byte[] Payload)> work)
    {
        try
        {
            return work();
        }
        catch (UnreadableFileException e)
        {
            return (WorkerFrames.Failure, Encoding.UTF8.GetBytes(e.Message));
        }
        catch (AggregateException e) when (e.InnerException is { } inner)
        {
            return Guard(() => throw inner);
        }
        catch (OutOfMemoryException)
        {
            return (WorkerFrames.Failure, Encoding.UTF8.GetBytes(ParseReasons.Memory));
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e);
            return (WorkerFrames.Failure, Encoding.UTF8.GetBytes(
                $"The file is damaged and cannot be read ({e.GetType().Name}). "
                + "Open it in its program, save it again and upload it again."));
        }
    }

    /// <summary>Signs of life come from other threads: a frame is written whole.</summary>
    private static void Write(Stream output, byte kind, ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[5];
        header[0] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(header[1..], payload.Length);
        lock (output)
        {
            output.Write(header);
            output.Write(payload);
            output.Flush();
        }
    }

    private static void Report(Stream output, int page)
    {
        Span<byte> payload = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(payload, page);
        Write(output, WorkerFrames.Progress, payload);
    }

    /// <summary>A parser that loops never sees its input end; this does, and ends the programs that it started too.</summary>
    private static Timer? EndWithParent()
    {
        if (OperatingSystem.IsWindows())
            return null;
        var parent = Libc.ParentProcessId();
        return new Timer(
            _ =>
            {
                if (Libc.ParentProcessId() == parent)
                    return;
                ToolProcess.EndAll();
                Process.GetCurrentProcess().Kill();
            },
            null,
            ParentCheck,
            ParentCheck);
    }
}
