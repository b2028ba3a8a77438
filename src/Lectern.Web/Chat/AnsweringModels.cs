using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Access;
using Lectern.Web.Browser;
using Lectern.Web.Languages;

namespace Lectern.Web.Chat;

/// <summary>
/// The models that a chat can choose, and the one that this browser chose last. Asked for until the server answers.
/// </summary>
internal sealed class AnsweringModels(Account account, BrowserPage page)
{
    private const string Chosen = "model";
    private (string? Key, Task Answer) asked = (null, Task.CompletedTask);

    /// <summary>The server's own first; empty where it is not known.</summary>
    public IReadOnlyList<ChatModel> All { get; private set; } = [];

    /// <summary>What a new chat begins with; null for the server's own.</summary>
    public string? LastChosen
    {
        get => page.Setting(Chosen);
        set => page.KeepSetting(Chosen, value);
    }

    /// <summary>Answers quote, as the server has no language model.</summary>
    public bool IsMissing => All is [{ Id: EvaluationModels.Extractive }];

    public async Task LoadAsync()
    {
        if (asked.Key != account.Key)
            All = [];
        if (asked.Key != account.Key || (asked.Answer.IsCompleted && All.Count == 0))
            asked = (account.Key, FindAsync(account.Key));
        await asked.Answer;
    }

    /// <summary>The one that answers where this one is remembered.</summary>
    public string? Answering(string? remembered) => (All.FirstOrDefault(m => m.Id == remembered) ?? All.FirstOrDefault())?.Id;

    /// <summary>
    /// What a question names: what was chosen, and the answerer that quotes where there is no other, as the page has said why it
    /// does. Null where the server decides.
    /// </summary>
    public string? ToAsk(string? chosen) => Answering(chosen) is { } answers && (answers == chosen || IsMissing) ? answers : null;

    /// <summary>Without its provider, where that is enough to tell it.</summary>
    public string NameOf(string id)
    {
        if (id == EvaluationModels.Extractive)
            return Strings.Of("model.quotes");
        var name = Short(id);
        return All.Count(m => Short(m.Id) == name) > 1 ? id : name;
    }

    /// <summary>Which one gave an answer, as it stands under it.</summary>
    public string Said(string id) => id == EvaluationModels.Extractive ? NameOf(id) : Strings.Of("answer.model", NameOf(id));

    private static string Short(string id) => id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private async Task FindAsync(string? key)
    {
        try
        {
            var found = await account.Client.Server.GetModelsAsync();
            if (account.Key == key)
                All = found;
        }
        catch (LecternException e)
        {
            account.Note(e);
        }
    }
}
