using Lectern.Contracts;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;

namespace Lectern.Server.Retrieval;

/// <summary>Retrieve passages; find, grep and read files.</summary>
internal static class RetrievalEndpoints
{
    private const int MaxQuery = 100_000;
    private const int DefaultTopK = 10;
    private const int MaxTopK = 500;
    private const int DefaultCandidates = 200;
    private const int MaxCandidates = 1000;
    private const int DefaultContext = 100;
    private const int MaxContext = 5_000;

    public static void MapRetrieval(this IEndpointRouteBuilder routes)
    {
        var retrieval = routes.MapGroup("/api/v1/retrieval").WithTags("Retrieval");
        retrieval.MapPost("/retrieve", RetrieveAsync).WithSummary("The best passages for a query").WithTenant()
            .Accepts<RetrieveParams>("application/json").Produces<RetrieveResult>().Produces<HTTPValidationError>(422);
        retrieval.MapPost("/files/find", FindAsync).WithSummary("Find files by name").WithTenant()
            .Accepts<FileFindParams>("application/json").Produces<Page<FileFindEntry>>().Produces<HTTPValidationError>(422);
        retrieval.MapPost("/files/grep", GrepAsync).WithSummary("Search a file with a regular expression").WithTenant()
            .Accepts<FileGrepParams>("application/json").Produces<Page<FileGrepMatch>>().Produces<HTTPValidationError>(422);
        retrieval.MapPost("/files/read", ReadAsync).WithSummary("Read a file's parsed text").WithTenant()
            .Accepts<FileReadParams>("application/json").Produces<FileReadResult>().Produces<HTTPValidationError>(422);
    }

    private static async Task<IResult> RetrieveAsync(HttpContext http, IRetrieval retrieval)
    {
        var body = await http.ReadJsonAsync(LecternJson.Wire.RetrieveParams);
        var problems = new Problems();
        problems.Text(body.IndexId, 1, FieldLimits.Id, "body", "index_id");
        problems.Text(body.Query, 0, MaxQuery, "body", "query");
        problems.Range(body.TopK, 1, int.MaxValue, "body", "top_k");
        problems.Range(body.NumCandidates, 1, int.MaxValue, "body", "num_candidates");
        problems.Range(body.Rerank?.TopN, 1, int.MaxValue, "body", "rerank", "top_n");
        CheckWeights(body, problems);
        var filter = FilterReader.Read(body.StaticFilters, body.CustomFilters, problems);
        problems.ThrowIfAny();

        var reranks = body.Rerank?.Enabled != false;
        var topK = Math.Min(body.TopK ?? DefaultTopK, MaxTopK);
        if (reranks && body.Rerank?.TopN is { } topN)
            topK = Math.Min(topK, topN);
        var (vectorWeight, wordWeight) = (body.VectorPipelineWeight ?? 1, body.FullTextPipelineWeight ?? 1);
        var heavier = Math.Max(vectorWeight, wordWeight);
        var query = new RetrievalQuery(body.Query!, topK, body.ScoreThreshold, filter)
        {
            VectorWeight = body is { VectorPipelineWeight: null, FullTextPipelineWeight: null } ? null : vectorWeight / heavier,
            WordWeight = wordWeight / heavier,
            Candidates = Math.Min(body.NumCandidates ?? DefaultCandidates, MaxCandidates),
            Rerank = reranks,
        };
        var found = await Answer(() => retrieval.RetrieveAsync(
            http.Scope(), body.IndexId!, query, http.RequestAborted));
        return TypedResults.Json(new RetrieveResult([.. found.Passages.Select(ToResult)]), LecternJson.Wire.RetrieveResult);
    }

    private static void CheckWeights(RetrieveParams body, Problems problems)
    {
        if (body.VectorPipelineWeight < 0)
            problems.Add("greater_than_equal", "Input should be greater than or equal to 0", "body", "vector_pipeline_weight");
        if (body.FullTextPipelineWeight < 0)
            problems.Add("greater_than_equal", "Input should be greater than or equal to 0", "body", "full_text_pipeline_weight");
        if (body is { VectorPipelineWeight: 0, FullTextPipelineWeight: 0 })
            problems.Add("value_error", "The two weights cannot both be 0", "body", "full_text_pipeline_weight");
    }

    private static async Task<IResult> FindAsync(HttpContext http, IRetrieval retrieval, Paging paging)
    {
        var body = await http.ReadJsonAsync(LecternJson.Wire.FileFindParams);
        var problems = new Problems();
        problems.Text(body.IndexId, 1, FieldLimits.Id, "body", "index_id");
        problems.OptionalText(body.FileName, 0, FieldLimits.Name, "body", "file_name");
        problems.OptionalText(body.FileNameContains, 0, FieldLimits.Name, "body", "file_name_contains");
        var list = $"find/{http.Scope().ProjectId}/{body.IndexId}/{body.FileName}/{body.FileNameContains}";
        var page = paging.Read(body.PageSize, body.PageToken, list, problems, "body");
        problems.ThrowIfAny();

        // The key is the id, which has no line feed, then the name.
        var after = page.After?.Split('\n', 2) is [var id, var name] ? new FileFindEntry(id, name) : null;
        var rows = await Answer(() => retrieval.FindAsync(
            http.Scope(), body.IndexId!, body.FileName, body.FileNameContains, after, page.Size + 1, http.RequestAborted));
        var (items, next) = paging.Cut(rows, page, list, f => $"{f.FileId}\n{f.FileName}");
        return TypedResults.Json(new Page<FileFindEntry>(items, next), LecternJson.Wire.PageFileFindEntry);
    }

    private static async Task<IResult> GrepAsync(HttpContext http, IRetrieval retrieval, Paging paging)
    {
        var body = await http.ReadJsonAsync(LecternJson.Wire.FileGrepParams);
        var problems = new Problems();
        problems.Text(body.IndexId, 1, FieldLimits.Id, "body", "index_id");
        problems.Text(body.FileId, 1, FieldLimits.Id, "body", "file_id");
        problems.Text(body.Pattern, 1, Grep.MaxPattern, "body", "pattern");
        problems.Range(body.ContextChars, 0, int.MaxValue, "body", "context_chars");
        var list = $"grep/{http.Scope().ProjectId}/{body.IndexId}/{body.FileId}/{body.Pattern}";
        var page = paging.Read(body.PageSize, body.PageToken, list, problems, "body");
        problems.ThrowIfAny();
        var from = page.After is null ? 0 : int.Parse(page.After, System.Globalization.CultureInfo.InvariantCulture);
        var context = Math.Min(body.ContextChars ?? DefaultContext, MaxContext);
        var rows = await Answer(() => retrieval.GrepAsync(
            http.Scope(), body.IndexId!, body.FileId!, body.Pattern!, context, from, page.Size + 1, http.RequestAborted));
        var (items, next) = paging.Cut(
            rows, page, list, m => m.EndChar.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return TypedResults.Json(new Page<FileGrepMatch>(items, next), LecternJson.Wire.PageFileGrepMatch);
    }

    private static async Task<IResult> ReadAsync(HttpContext http, IRetrieval retrieval)
    {
        var body = await http.ReadJsonAsync(LecternJson.Wire.FileReadParams);
        var problems = new Problems();
        problems.Text(body.IndexId, 1, FieldLimits.Id, "body", "index_id");
        problems.Text(body.FileId, 1, FieldLimits.Id, "body", "file_id");
        problems.Range(body.Offset, 0, int.MaxValue, "body", "offset");
        problems.Range(body.MaxLength, 0, int.MaxValue, "body", "max_length");
        problems.ThrowIfAny();
        var content = await Answer(() => retrieval.ReadAsync(
            http.Scope(), body.IndexId!, body.FileId!, body.Offset ?? 0, body.MaxLength, http.RequestAborted));
        return TypedResults.Json(new FileReadResult(content), LecternJson.Wire.FileReadResult);
    }

    /// <summary>What the caller can mend, as its status.</summary>
    private static async Task<T> Answer<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (RetrievalException e) when (e.Kind is RetrievalError.BadPattern)
        {
            throw Problems.Single("pattern", e.Message, "body", "pattern");
        }
        catch (RetrievalException e)
        {
            throw new ApiException(404, e.Message);
        }
    }

    private static RetrievalResult ToResult(Passage p) => new(
        p.Content,
        p.Score,
        p.RerankScore,
        StoredJson.Read(p.MetadataJson),
        new StaticFields(p.FileId, p.PageStart, p.PageEnd, p.Start, p.End, p.ChunkIndex, p.TokenCount, []));
}
