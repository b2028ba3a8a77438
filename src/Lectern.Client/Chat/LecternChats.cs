using Lectern.Client.Http;
using Lectern.Contracts;

namespace Lectern.Client;

/// <summary>Chats as a page uses them: versions of one are one entry. Not every server has it.</summary>
public class LecternChats
{
    private const string Chats = "/api/v1/chats";
    private const string Sessions = "/api/v1/chat";
    private readonly ApiTransport api;

    /// <summary>For a stand-in in a test, which overrides what is called.</summary>
    protected LecternChats() => api = null!;

    internal LecternChats(ApiTransport api) => this.api = api;

    /// <summary>Chats, pinned ones first, then by last use.</summary>
    /// <param name="isArchived">The archived ones in place of the others.</param>
    /// <param name="folder">Only those of this folder; null for all.</param>
    /// <param name="pageSize">Fetched at a time, 1 to 1000; default 50.</param>
    public virtual PagedList<ChatEntry> ListAsync(bool isArchived = false, string? folder = null, int? pageSize = null) =>
        new((token, cancellationToken) => api.SendAsync(
            ApiRequest.Get(
                Chats,
                new()
                {
                    { "is_archived", isArchived ? true : (bool?)null },
                    { "folder", folder },
                    { "page_size", pageSize },
                    { "page_token", token },
                }),
            ClientJson.Wire.PageChatEntry,
            cancellationToken));

    /// <summary>The names of the folders that have chats, in order.</summary>
    public virtual async Task<IReadOnlyList<string>> GetFoldersAsync(CancellationToken cancellationToken = default) =>
        (await api.SendAsync(ApiRequest.Get(Chats + "/folders"), ClientJson.Wire.ChatFolders, cancellationToken)
            .ConfigureAwait(false)).Items;

    /// <summary>The entry of a chat, by any of its versions.</summary>
    public virtual Task<ChatEntry> RetrieveAsync(string sessionId, CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Get(Path(sessionId)), ClientJson.Wire.ChatEntry, cancellationToken);

    /// <summary>Every version of the chat that a session belongs to, in the order in which they were made.</summary>
    public virtual Task<ChatVersions> GetVersionsAsync(string sessionId, CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Get(Path(sessionId) + "/versions"), ClientJson.Wire.ChatVersions, cancellationToken);

    /// <summary>Pins, archives or moves a chat with all its versions.</summary>
    public virtual Task<ChatEntry> UpdateAsync(
        string sessionId, ChatUpdateRequest update, CancellationToken cancellationToken = default) => api.SendAsync(
        new ApiRequest(HttpMethod.Patch, Path(sessionId)).WithJson(update, ClientJson.Wire.ChatUpdateRequest),
        ClientJson.Wire.ChatEntry,
        cancellationToken);

    /// <summary>Deletes a chat with all its versions.</summary>
    public virtual Task DeleteAsync(string sessionId, CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Delete(Path(sessionId)), cancellationToken);

    /// <summary>
    /// Copies a session up to one of its messages as another version of the same chat: <see cref="ListAsync"/> lists one.
    /// </summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="beforeMessage">Number of a user's message, from 1, from which on the copy goes on otherwise.</param>
    /// <param name="indexIds">What the copy is bound to, 1 to 10; null for what the session is.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The new session.</returns>
    public virtual Task<ChatSessionSummary> ForkVersionAsync(
        string sessionId, int beforeMessage, IReadOnlyList<string>? indexIds = null,
        CancellationToken cancellationToken = default) => api.SendAsync(
        ApiRequest.Post(Session(sessionId) + "/fork").WithJson(
            new SessionForkRequest(beforeMessage, AsVersion: true, indexIds), ClientJson.Wire.SessionForkRequest),
        ClientJson.Wire.ChatSessionSummary,
        cancellationToken);

    /// <summary>As <see cref="ChatOperations.SearchAsync"/>, of each chat the version that was used last.</summary>
    /// <param name="query">1 to 200 characters.</param>
    /// <param name="pageSize">Fetched at a time, 1 to 1000; default 50.</param>
    public virtual PagedList<SessionMatch> SearchAsync(string query, int? pageSize = null) =>
        new((token, cancellationToken) => api.SendAsync(
            ApiRequest.Get(
                Sessions + "/search",
                new()
                {
                    { "query", query },
                    { "latest_versions", true },
                    { "page_size", pageSize },
                    { "page_token", token },
                }),
            ClientJson.Wire.PageSessionMatch,
            cancellationToken));

    /// <summary>Up to two questions that go on from a session's last answer and are answered with a citation.</summary>
    public virtual async Task<IReadOnlyList<string>> GetQuestionsAsync(
        string sessionId, CancellationToken cancellationToken = default) => (await api.SendAsync(
        ApiRequest.Get(Session(sessionId) + "/questions"), ClientJson.Wire.SuggestedQuestionList, cancellationToken)
            .ConfigureAwait(false)).Items;

    /// <summary>Up to three questions that an index answers with a citation.</summary>
    public virtual async Task<IReadOnlyList<string>> GetIndexQuestionsAsync(
        string indexId, CancellationToken cancellationToken = default) => (await api.SendAsync(
        ApiRequest.Get($"/api/v1/indexes/{Uri.EscapeDataString(indexId)}/questions"), ClientJson.Wire.SuggestedQuestionList,
        cancellationToken).ConfigureAwait(false)).Items;

    /// <summary>The chat's own index; null while it has none.</summary>
    public virtual async Task<IndexResponse?> FindIndexAsync(string sessionId, CancellationToken cancellationToken = default) =>
        (await api.SendAsync(ApiRequest.Get(Session(sessionId) + "/index"), ClientJson.Wire.ChatIndex, cancellationToken)
            .ConfigureAwait(false)).Index;

    /// <summary>
    /// The chat's own index, made when it has none: what is uploaded into its directory is asked with each question of the chat,
    /// and is gone with it.
    /// </summary>
    public virtual async Task<IndexResponse> MakeIndexAsync(string sessionId, CancellationToken cancellationToken = default) =>
        (await api.SendAsync(ApiRequest.Post(Session(sessionId) + "/index"), ClientJson.Wire.ChatIndex, cancellationToken)
            .ConfigureAwait(false)).Index ?? throw new LecternException("The server made no index.");

    /// <summary>What a session's running turn waits for, when nothing comes of it.</summary>
    public virtual Task<TurnWait> GetWaitAsync(string sessionId, CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Get(Session(sessionId) + "/messages/wait"), ClientJson.Wire.TurnWait, cancellationToken);

    private static string Path(string sessionId) => $"{Chats}/{Uri.EscapeDataString(sessionId)}";

    private static string Session(string sessionId) => $"{Sessions}/{Uri.EscapeDataString(sessionId)}";
}
