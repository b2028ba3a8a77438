using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;
using Lectern.Server.Indexing.Parsing.Isolation;
using Lectern.Server.Indexing.Parsing.Tools;
using Lectern.Server.Library;

namespace Lectern.Tests.Indexing;

/// <summary>Files that are read once a program is installed.</summary>
public sealed class LackingProgramTests
{
    private const string Types =
        """
        <Types><Override PartName="/a" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>
        """;

    private static readonly byte[] Heic = Encoding.Latin1.GetBytes("\0\0\0\u0018ftypheic\0\0\0\0mif1heic");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_tells_what_it_lacked_also_when_it_failed()
    {
        var frames = await WorkAsync(Heic, "a.heic");
        Assert.Equal([WorkerFrames.Lacking, WorkerFrames.Failure], frames.Select(f => f.Kind));
        Assert.Equal("-without-heif-convert", Encoding.UTF8.GetString(frames[0].Payload));
        frames = await WorkAsync(Zip(("a.heic", Heic), ("b.txt", "boat"u8.ToArray())), "a.zip");
        Assert.Contains(
            $"-without-heif-convert/{FileFormats.Version}", Encoding.UTF8.GetString(frames[^1].Payload),
            StringComparison.Ordinal);
        frames = await WorkAsync(Zip(("[Content_Types].xml", Encoding.UTF8.GetBytes(Types))), "a.xlsb");
        Assert.Equal("-without-libreoffice", Encoding.UTF8.GetString(frames[0].Payload));
        Assert.Equal([WorkerFrames.Failure], (await WorkAsync([0, 1, 2], "a.bin")).Select(f => f.Kind));
    }

    [Theory]
    [InlineData("none-without-heif-convert", true)]
    [InlineData("archive-without-libreoffice", true)]
    [InlineData("none", false)]
    public void It_is_read_again_once_the_program_is_there(string parser, bool isRead)
    {
        Assert.SkipUnless(
            ExternalTools.HeifConvert is not null && ExternalTools.LibreOffice is not null, "needs heif-convert and LibreOffice");
        var source = new SourceFile("dfl-1", "f", "a.heic", "{}", "hash", 1);
        var known = new IndexedFile(
            "dfl-1", "f", "a.heic", "hash", "{}", "reason", $"{parser}/{FileFormats.Version}", 0, [], 0, 0, 0);
        Assert.Equal(isRead, SyncPlan.Make([source], [known], (_, _) => false).ToParse.Count == 1);
    }

    /// <summary>What a worker says that finds no program.</summary>
    private static async Task<List<(byte Kind, byte[] Payload)>> WorkAsync(byte[] content, string name)
    {
        var start = new ProcessStartInfo(OwnProgram.Command[0], [.. OwnProgram.Command.Skip(1), ParseWorker.Argument])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["PATH"] = "";
        using var worker = Process.Start(start)!;
        var input = worker.StandardInput.BaseStream;
        await WorkerFrames.WriteAsync(input, WorkerFrames.Name, Encoding.UTF8.GetBytes(name), Cancellation);
        await WorkerFrames.WriteAsync(input, WorkerFrames.Content, content, Cancellation);
        worker.StandardInput.Close();
        var frames = new List<(byte Kind, byte[] Payload)>();
        while (await WorkerFrames.ReadAsync(worker.StandardOutput.BaseStream, 1 << 20, Cancellation) is { } frame)
        {
            if (frame.Kind != WorkerFrames.Progress)
                frames.Add(frame);
        }

        await worker.WaitForExitAsync(Cancellation);
        return frames;
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return zip.ToArray();
    }
}
