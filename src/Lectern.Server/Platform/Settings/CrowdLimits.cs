namespace Lectern.Server.Platform.Settings;

/// <summary>How much of the server many users, or one, may take.</summary>
internal sealed record CrowdLimits
{
    /// <summary>Turns that run at once.</summary>
    public int Turns { get; init; } = 1024;

    /// <summary>Turns of one key, waiting ones included; null: as many as there are places.</summary>
    public int? TurnsPerKey { get; init; }

    /// <summary>Accepted turns that wait until another ends.</summary>
    public int QueuedTurns { get; init; } = 256;

    /// <summary>Files that are read at once, beside one small one; null: one a core, as far as the memory goes.</summary>
    public int? Parsers { get; init; }

    /// <summary>Of one project: files, attachments, indexes.</summary>
    public long ProjectBytes { get; init; } = 50L * 1024 * 1024 * 1024;

    /// <summary>That stay free of the disk; null: 1 GiB, of a small disk a twentieth.</summary>
    public long? FreeDiskBytes { get; init; }

    /// <summary>Bytes of the pictures of one file's pages.</summary>
    public long ScreenshotBytesPerFile { get; init; } = 256L * 1024 * 1024;

    /// <summary>Syncs of an index whose last generation is kept, the live one included.</summary>
    public int Generations { get; init; } = 3;

    /// <summary>Of one project, read with OCR.</summary>
    public int OcrPagesPerHour { get; init; } = 1_000;

    /// <summary>Of one key; null: as many as come.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Calls of the model in one turn, at least 2.</summary>
    public int StepsPerTurn { get; init; } = 12;

    /// <summary>Tokens in and out over the steps of one turn.</summary>
    public int TokensPerTurn { get; init; } = 1_000_000;

    /// <summary>A reader of a stream that takes nothing for so long is let go.</summary>
    public TimeSpan ReaderPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long running turns may go on once the server is told to end.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(10);
}
