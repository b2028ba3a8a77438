using Lectern.Server.Agent;
using Lectern.Server.Agent.Models;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Background;
using Lectern.Server.Platform.Outgoing;
using Lectern.Server.Platform.Settings;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Chat;

/// <summary>
/// Lets the model that <c>LECTERN_TITLE_MODEL</c> names make a session's title, beside the first answer and never before it:
/// until it has, and when it fails, the title is the one made without a model. Thread-safe.
/// </summary>
internal sealed partial class SessionTitles(
    LecternOptions options, EmbeddingModels embeddings, ISessions sessions, IUsageLedger ledger, Supervisor supervisor,
    TimeProvider time, IHostApplicationLifetime lifetime, ILogger<SessionTitles> logger)
{
    private const int MessageCharacters = 2_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IChatClient? model = options.ModelSettings.TitleModel is { } name && ModelName.Of(name).IsNamed
        ? ChatModels.Create(name, options, embeddings)
        : null;

    /// <summary>Begins with a session's first message; does nothing without a model.</summary>
    /// <param name="firstSequence">Of the turn, for the ledger.</param>
    public void Begin(Scope scope, string sessionId, long firstSequence, string message)
    {
        if (model is not null)
            supervisor.Start("titles", "making a title", () => MakeAsync(model, scope, sessionId, firstSequence, message));
    }

    private async Task MakeAsync(IChatClient titler, Scope scope, string sessionId, long firstSequence, string message)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, lifetime.ApplicationStopping);
        try
        {
            ChatMessage[] asked =
            [
                new(ChatRole.System, Prompts.Title),
                new(ChatRole.User, ShortResult.Beginning(message, MessageCharacters)),
            ];
            var response = await titler.GetStreamingResponseAsync(
                asked, cancellationToken: either.Token).ToChatResponseAsync(either.Token);
            await ledger.EnterAsync(
                scope, sessionId, firstSequence,
                response.Usage?.InputTokenCount ?? TextSize.Tokens(asked.Sum(TextSize.Of)),
                response.Usage?.OutputTokenCount ?? TextSize.Tokens(TextSize.Of(response.Text)),
                time.GetUtcNow());
            var title = response.Text.Trim().Trim('"', '“', '”', '„', '«', '»', '#', '*', '.', ' ', '\n');
            if (title.Length > 0)
                await sessions.ReplaceTitleAsync(scope, sessionId, Titles.FromMessage(message), Titles.FromMessage(title));
        }
        catch (Exception e) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            NoTitle(sessionId, e.GetType().Name);
        }
        catch (Exception e) when (e is OperationCanceledException || ModelFaults.Describe(e, ProviderNames.OpenAi) is not null)
        {
            // Its words can hold the message.
            NoTitle(sessionId, e.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The title model gave {SessionId} no title ({Reason}); it keeps the one of its first message")]
    private partial void NoTitle(string sessionId, string reason);
}
