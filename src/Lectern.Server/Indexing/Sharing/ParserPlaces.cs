using Lectern.Server.Indexing.Parsing;

namespace Lectern.Server.Indexing.Sharing;

/// <summary>The parsers, each with a child process of its own, shared fairly by the projects' files. Thread-safe.</summary>
internal sealed class ParserPlaces : IDisposable
{
    /// <summary>A child may have this much, with what the server holds of its file.</summary>
    private const long BytesEach = 1024L * 1024 * 1024;

    private const int MostByDefault = 8;

    private readonly FairPlaces places;
    private readonly ParserChild[] parsers;

    /// <param name="count">Files of any size that are read at once; one small file more is.</param>
    /// <param name="make">Makes a parser; it starts nothing before it has a file.</param>
    public ParserPlaces(int count, Func<ParserChild> make)
    {
        // A project alone leaves one: another's file need not wait until one of its own has ended, which can take minutes.
        places = new FairPlaces(count, perProject: Math.Max(1, count - 1));
        parsers = [.. Enumerable.Range(0, places.Count).Select(_ => make())];
    }

    /// <summary>A file for each core, and two on one, as far as the memory goes.</summary>
    public static int DefaultCount
    {
        get
        {
            var byMemory = (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / BytesEach) - 1;
            return (int)Math.Clamp(Math.Min(Math.Max(2, Environment.ProcessorCount), byMemory), 1, MostByDefault);
        }
    }

    public Task<FairPlace> EnterAsync(string projectId, bool isSmall, CancellationToken cancellationToken) =>
        places.EnterAsync(projectId, isSmall, cancellationToken);

    /// <summary>The parser of a place that was entered.</summary>
    public ParserChild Of(FairPlace place) => parsers[place.Number];

    public void Dispose()
    {
        foreach (var parser in parsers)
            parser.Dispose();
    }
}
