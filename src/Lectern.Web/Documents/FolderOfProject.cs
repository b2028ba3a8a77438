using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Access;

namespace Lectern.Web.Documents;

/// <summary>The folder that the server follows for this project, if it does.</summary>
internal sealed class FolderOfProject(Account account)
{
    /// <summary>The key that may not see the settings.</summary>
    private string? refused;

    /// <exception cref="LecternException">The server did not say; not for keys that may not know.</exception>
    public async Task<FollowedFolder?> FindAsync()
    {
        try
        {
            // Asked for a folder where there is none it would answer 404, which the browser notes as an error.
            return await MayFollowAsync() ? await account.Client.Server.GetFolderAsync() : null;
        }
        catch (LecternNotFoundException)
        {
            // The folder is another project's, or was not looked at yet.
            return null;
        }
        catch (LecternPermissionException)
        {
            // Admins see it.
            return null;
        }
    }

    private async Task<bool> MayFollowAsync()
    {
        if (refused == account.Key)
            return true;
        try
        {
            return (await account.Client.Server.GetSettingsAsync()).Folder is not null;
        }
        catch (LecternPermissionException)
        {
            // An admin of the project may see the folder without the server's settings.
            refused = account.Key;
            return true;
        }
    }
}
