using System.Diagnostics;

namespace Lectern.Server.Platform.Diagnostics;

/// <summary>
/// The spans of the server's work, all of them. They tell where time goes, in numbers, ids and words of this program's own: never
/// what was asked, what a document says, or what anything is called. They cost next to nothing while nobody listens. Thread-safe.
/// </summary>
internal static class Spans
{
    /// <summary>One request, from its head to the end of its response. A turn goes on when its request has ended.</summary>
    public const string Request = "request";

    /// <summary>From accepting a prompt, or taking its turn up again, to its stop.</summary>
    public const string Turn = "turn";

    /// <summary>Until the turn has a place.</summary>
    public const string TurnWait = "turn.wait";

    /// <summary>One call of the model and the tools that it calls.</summary>
    public const string Step = "turn.step";

    /// <summary>From the request to the end of what the model says; the event <see cref="First"/> is its first update.</summary>
    public const string Model = "turn.model";

    public const string Tool = "turn.tool";

    /// <summary>Looking whether a passage supports the claim before a mark.</summary>
    public const string Proof = "turn.proof";

    /// <summary>An event of the turn on its way to the disk.</summary>
    public const string LogWrite = "turn.log";

    public const string Search = "search";
    public const string SearchEmbedding = "search.embed";
    public const string SearchWords = "search.words";
    public const string SearchVectors = "search.vectors";
    public const string SearchFeedback = "search.feedback";
    public const string SearchRerank = "search.rerank";

    public const string Sync = "sync";
    public const string SyncPlan = "sync.plan";

    /// <summary>Reading one file, or finding that it was read already.</summary>
    public const string SyncFile = "sync.file";
    public const string SyncEmbedding = "sync.embed";
    public const string SyncWrite = "sync.write";

    public const string First = "first";

    public const string RequestId = "lectern.request";
    public const string Route = "http.route";
    public const string Status = "http.response.status_code";

    /// <summary>By OpenTelemetry's conventions for generative AI, as all that begins with <c>gen_ai</c>.</summary>
    public const string SessionId = "gen_ai.conversation.id";
    public const string Operation = "gen_ai.operation.name";
    public const string Provider = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string FinishReasons = "gen_ai.response.finish_reasons";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string ToolName = "gen_ai.tool.name";
    public const string ErrorType = "error.type";

    public const string IndexId = "lectern.index";
    public const string Steps = "lectern.steps";
    public const string Outcome = "lectern.outcome";
    public const string EventType = "lectern.event";
    public const string Format = "lectern.format";
    public const string Files = "lectern.files";
    public const string Pages = "lectern.pages";
    public const string Found = "lectern.found";

    private static readonly ActivitySource Source = new(Telemetry.Name);

    /// <summary>Begins a request's span, in the caller's trace where the caller names one.</summary>
    /// <param name="traceParent">As the header of the W3C has it.</param>
    public static Activity? BeginRequest(string? traceParent) =>
        Activity.Current is null && ActivityContext.TryParse(traceParent, null, isRemote: true, out var caller)
            ? Source.StartActivity(Request, ActivityKind.Server, caller)
            : Source.StartActivity(Request, ActivityKind.Server);

    /// <summary>Begins a span in the one that runs; dispose of it to end it.</summary>
    /// <returns>Null when nobody listens.</returns>
    public static Activity? Begin(string name, ActivityKind kind = ActivityKind.Internal) => Source.StartActivity(name, kind);

    /// <param name="outcome">One of <see cref="TurnOutcomes"/>.</param>
    public static void TurnEnded(this Activity? span, string outcome, int steps, long? inputTokens, long? outputTokens)
    {
        span?.SetTag(Steps, steps).SetTag(InputTokens, inputTokens).SetTag(OutputTokens, outputTokens).SetTag(Outcome, outcome);
        if (outcome == TurnOutcomes.Failed)
            span.Failed(outcome);
    }

    /// <summary>What the span shows did not work.</summary>
    /// <param name="kind">A word of this program's own.</param>
    public static void Failed(this Activity? span, string kind) =>
        span?.SetTag(ErrorType, kind).SetStatus(ActivityStatusCode.Error);
}
