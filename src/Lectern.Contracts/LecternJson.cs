using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>
/// The wire's JSON: snake_case, nulls written, text readable. The relaxed encoder leaves quotes and angle brackets alone (this is
/// no HTML) and still escapes all that any reader takes for a line's end (U+0085, U+2028, U+2029): one event stays one line.
/// Generated at build time.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ChatEvent))]
[JsonSerializable(typeof(FoundPassages))]
[JsonSerializable(typeof(FoundFiles))]
[JsonSerializable(typeof(FoundMatches))]
[JsonSerializable(typeof(ReadText))]
[JsonSerializable(typeof(ShownPage))]
[JsonSerializable(typeof(ToolFault))]
[JsonSerializable(typeof(SessionCreate))]
[JsonSerializable(typeof(ChatParams))]
[JsonSerializable(typeof(SessionTitleRequest))]
[JsonSerializable(typeof(ChatSessionSummary))]
[JsonSerializable(typeof(SessionDetail))]
[JsonSerializable(typeof(SessionList))]
[JsonSerializable(typeof(DirectoryCreateRequest))]
[JsonSerializable(typeof(DirectoryUpdateRequest))]
[JsonSerializable(typeof(IndexUpdateRequest))]
[JsonSerializable(typeof(Page<DirectoryResponse>))]
[JsonSerializable(typeof(DirectoryFileCreateRequest))]
[JsonSerializable(typeof(DirectoryFileUpdateRequest))]
[JsonSerializable(typeof(DirectoryFileBulkDeleteRequest))]
[JsonSerializable(typeof(Page<DirectoryFileResponse>))]
[JsonSerializable(typeof(Page<FileV2>))]
[JsonSerializable(typeof(FileQueryRequest))]
[JsonSerializable(typeof(Page<FileAttachmentMetadata>))]
[JsonSerializable(typeof(PresignedUrl))]
[JsonSerializable(typeof(IReadOnlyList<Project>))]
[JsonSerializable(typeof(Page<Project>))]
[JsonSerializable(typeof(IndexCreateRequest))]
[JsonSerializable(typeof(Page<IndexResponse>))]
[JsonSerializable(typeof(Page<GenerationResponse>))]
[JsonSerializable(typeof(Page<IndexFileEntry>))]
[JsonSerializable(typeof(RetrieveParams))]
[JsonSerializable(typeof(RetrieveResult))]
[JsonSerializable(typeof(FileFindParams))]
[JsonSerializable(typeof(Page<FileFindEntry>))]
[JsonSerializable(typeof(FileGrepParams))]
[JsonSerializable(typeof(Page<FileGrepMatch>))]
[JsonSerializable(typeof(FileReadParams))]
[JsonSerializable(typeof(FileReadResult))]
[JsonSerializable(typeof(SessionUpdateRequest))]
[JsonSerializable(typeof(SessionForkRequest))]
[JsonSerializable(typeof(Page<SessionMatch>))]
[JsonSerializable(typeof(FeedbackRequest))]
[JsonSerializable(typeof(Page<AnswerFeedback>))]
[JsonSerializable(typeof(FeedbackQuestion))]
[JsonSerializable(typeof(Page<ChatEntry>))]
[JsonSerializable(typeof(ChatUpdateRequest))]
[JsonSerializable(typeof(ChatVersions))]
[JsonSerializable(typeof(ChatFolders))]
[JsonSerializable(typeof(ChatModelList))]
[JsonSerializable(typeof(SuggestedQuestionList))]
[JsonSerializable(typeof(ChatIndex))]
[JsonSerializable(typeof(TurnWait))]
[JsonSerializable(typeof(KeyCreateRequest))]
[JsonSerializable(typeof(Page<KeyResponse>))]
[JsonSerializable(typeof(ProjectCreateRequest))]
[JsonSerializable(typeof(ProjectUpdateRequest))]
[JsonSerializable(typeof(ProjectCreated))]
[JsonSerializable(typeof(UsageResponse))]
[JsonSerializable(typeof(SettingsResponse))]
[JsonSerializable(typeof(FollowedFolder))]
[JsonSerializable(typeof(FolderRemovals))]
[JsonSerializable(typeof(AnswerEvaluationRequest))]
[JsonSerializable(typeof(ReplayRequest))]
[JsonSerializable(typeof(EvaluationList))]
[JsonSerializable(typeof(EvaluationResponse))]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(HTTPValidationError))]
[JsonSerializable(typeof(IReadOnlyList<string>), TypeInfoPropertyName = "Strings")]
[JsonSerializable(typeof(IReadOnlyList<int>), TypeInfoPropertyName = "Integers")]
[JsonSerializable(typeof(IReadOnlyList<IndexProductEntry>))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
public sealed partial class LecternJson : JsonSerializerContext
{
    /// <summary>The one instance to use. Thread-safe.</summary>
    public static LecternJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
