using Lectern.Client;
using Lectern.Web.Access;

namespace Lectern.Web.Chat;

/// <summary>
/// Whether the server has a language model; only a key that may see the settings is told. Asked until the server answers.
/// </summary>
internal sealed class AnsweringModel(Account account)
{
    private const string Extractive = "extractive";
    private (string? Key, Task<bool?> Found) asked = (null, Task.FromResult<bool?>(null));

    /// <returns>False where it is not known.</returns>
    public async Task<bool> IsMissingAsync()
    {
        if (asked.Key != account.Key || asked.Found is { IsCompletedSuccessfully: true, Result: null })
            asked = (account.Key, FindAsync());
        return await asked.Found is true;
    }

    /// <returns>Null where the server gave no answer.</returns>
    private async Task<bool?> FindAsync()
    {
        try
        {
            return (await account.Client.Server.GetSettingsAsync()).Model == Extractive;
        }
        catch (LecternPermissionException)
        {
            return false;
        }
        catch (LecternException e)
        {
            account.Note(e);
            return null;
        }
    }
}
