namespace Lectern.Contracts;

/// <summary>Body of <c>POST /api/v1/chat/{session_id}/fork</c>.</summary>
/// <param name="BeforeMessage">
/// Number of a user's message, from 1: what was said before it is copied. Null copies every turn that has ended.
/// </param>
/// <param name="AsVersion">
/// The copy is another version of the same chat: <c>GET /api/v1/chats</c> lists the one that was used last. Needs a message.
/// </param>
/// <param name="IndexIds">What the copy is bound to in place of the session's indexes; null for the same.</param>
public sealed record SessionForkRequest(
    int? BeforeMessage = null,
    bool? AsVersion = null,
    [Field(Min = 1, Max = RequestLimits.Indexes)] IReadOnlyList<string?>? IndexIds = null);
