using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;

namespace Lectern.Tests.Hostile;

/// <summary>A file costs no more than it is long, however it is made: time, memory, and the text that is made of it.</summary>
public sealed class ParserGrowthTests
{
    private const int Bytes = 25_000;

    /// <summary>Of what is read four times as much, and some for chance; the square would be sixteen times.</summary>
    private const double MostGrowth = 8;
    private const long AlwaysAllocated = 24_000_000;
    private const long MostAllocated = 1_500;
    private const long MostText = 48;
    private const long AlwaysText = 150_000;

    /// <summary>What grew with the square took seconds.</summary>
    private static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(40);

    /// <summary>Its library reads encoded words so; the file cannot say more than its header is long.</summary>
    private static readonly string[] AllocateMore = ["folded.eml"];

    public static TheoryData<string> Kinds => [.. GrowingTexts.Kinds, .. GrowingPackages.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Reading_takes_time_linear_in_the_file(string kind) =>
        Growth.IsLinear(Bytes, n => Make(kind, n), file => Read(file), Noise);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_read_and_the_memory_for_it_are_bounded_by_the_file(string kind)
    {
        Read(Make(kind, Bytes));
        var (less, more) = (Allocated(Make(kind, Bytes)), Allocated(Make(kind, 4 * Bytes)));
        Assert.InRange(more.Text, 0, AlwaysText + (MostText * 4 * Bytes));
        if (AllocateMore.Contains(kind))
            return;
        Assert.InRange(more.Bytes, 0, AlwaysAllocated + (MostAllocated * 4 * Bytes));
        Assert.True(
            more.Bytes < AlwaysAllocated || more.Bytes < MostGrowth * less.Bytes,
            $"{less.Bytes:N0} bytes become {more.Bytes:N0}.");
    }

    private static HostileFile Make(string kind, int n) =>
        GrowingTexts.Kinds.Contains(kind) ? GrowingTexts.Of(kind, n) : GrowingPackages.Of(kind, n);

    private static (long Bytes, int Text) Allocated(HostileFile file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var text = Read(file);
        return (GC.GetAllocatedBytesForCurrentThread() - before, text);
    }

    /// <returns>How long the text is; 0 where the file is refused.</returns>
    private static int Read(HostileFile file)
    {
        try
        {
            return FileFormats.Parse(file.Content, file.Name, WithoutOcr, _ => { }).Document.Text.Length;
        }
        catch (UnreadableFileException)
        {
            return 0;
        }
    }

    private static ParseLimits WithoutOcr { get; } = new() { Ocr = new OcrGrant(_ => 0) };
}
