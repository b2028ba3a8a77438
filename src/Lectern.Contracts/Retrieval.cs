using System.Text.Json;

namespace Lectern.Contracts;

/// <summary>Body of <c>POST /api/v1/retrieval/retrieve</c>.</summary>
/// <param name="IndexId">An index's id or its <c>export_config_id</c>.</param>
/// <param name="TopK">1 to 500; default 10.</param>
public sealed record RetrieveParams(
    [Field(Presence.Given)] string? IndexId,
    [Field(Presence.Given)] string? Query,
    int? TopK = null,
    int? NumCandidates = null,
    double? VectorPipelineWeight = null,
    double? FullTextPipelineWeight = null,
    double? ScoreThreshold = null,
    [Field(Shape = "MongoStaticFilters")] JsonElement? StaticFilters = null,
    [Field(Shape = "CustomFilters")] JsonElement? CustomFilters = null,
    [Field(Presence.Optional)] RerankConfig? Rerank = null);

public sealed record RerankConfig([Field(Default = true)] bool? Enabled = null, int? TopN = null);

public sealed record RetrieveResult(IReadOnlyList<RetrievalResult> Results);

/// <param name="Content">Exactly the parsed text at the chunk's span.</param>
/// <param name="Score">0 to 1, comparable between queries.</param>
/// <param name="RerankScore">Null where nothing reranked.</param>
public sealed record RetrievalResult(
    string Content, double? Score, double? RerankScore, [Field(Shape = "MetadataDict")] JsonElement? Metadata,
    [Field(Presence.Optional)] StaticFields StaticFields);

/// <summary>
/// Where a chunk stands. Offsets are Unicode code points in the file's parsed text, end exclusive; pages count from 1.
/// </summary>
public sealed record StaticFields(
    string? ParsedDirectoryFileId,
    int? PageRangeStart,
    int? PageRangeEnd,
    int? ChunkStartChar,
    int? ChunkEndChar,
    int? ChunkIndex,
    int? ChunkTokenCount,
    [Field(Presence.Optional)] IReadOnlyList<AttachmentRef> Attachments);

public sealed record AttachmentRef(string Type, string AttachmentName, string SourceId);

/// <summary>Body of <c>POST /api/v1/retrieval/files/find</c>: by exact name, or by a case-insensitive part of it.</summary>
public sealed record FileFindParams(
    [Field(Presence.Given)] string? IndexId,
    string? FileName = null, string? FileNameContains = null, int? PageSize = null, string? PageToken = null);

public sealed record FileFindEntry(string FileId, string FileName);

/// <summary>Body of <c>POST /api/v1/retrieval/files/grep</c>.</summary>
/// <param name="Pattern">
/// .NET regular expression without backtracking, 1 to 1,000 characters; <c>^</c> and <c>$</c> match at lines.
/// </param>
/// <param name="ContextChars">Code points on each side of a match; default 100, at most 5,000.</param>
public sealed record FileGrepParams(
    [Field(Presence.Given)] string? IndexId,
    [Field(Presence.Given)] string? FileId,
    [Field(Presence.Given)] string? Pattern,
    int? ContextChars = null, int? PageSize = null, string? PageToken = null);

/// <summary>A match at [start, end) in code points; the content includes the context.</summary>
public sealed record FileGrepMatch(int StartChar, int EndChar, string Content);

/// <summary>Body of <c>POST /api/v1/retrieval/files/read</c>.</summary>
/// <param name="Offset">Code points; past the end reads nothing.</param>
/// <param name="MaxLength">Code points; null reads to the end.</param>
public sealed record FileReadParams(
    [Field(Presence.Given)] string? IndexId,
    [Field(Presence.Given)] string? FileId,
    [Field(Default = 0)] int? Offset = null,
    int? MaxLength = null);

public sealed record FileReadResult(string Content);
