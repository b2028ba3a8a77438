using Lectern.Client;
using Lectern.Web.Browser;
using Lectern.Web.Languages;

namespace Lectern.Web.Access;

/// <summary>Links that bring a key along.</summary>
internal sealed partial class Account
{
    /// <summary>Tries the key of a link. A kept key is never given up without a word of the person.</summary>
    public async Task LookAtLinkAsync()
    {
        var kept = page.Key is { Length: > 0 } own ? own : null;
        if (page.TakeOffered() is not { } key || key == kept)
            return;
        (IsChecking, LinkProblem, Offer) = (true, null, null);
        Changed?.Invoke();
        try
        {
            if (key.Length is 0 or > MaxKey || key.Any(c => c is <= ' ' or > '~'))
                LinkProblem = Strings.Of("link.damaged");
            else if (await ProjectOfAsync(key) is not { } project)
                LinkProblem = Strings.Of("link.unknown");
            else if (kept is null)
                Keep(key, project);
            else
                Offer = new KeyOffer(key, project, await ProjectOfAsync(kept));
        }
        catch (LecternException e)
        {
            LinkProblem = Strings.Of("link.not_tried", Words.Of(e));
        }
        finally
        {
            IsChecking = false;
            Changed?.Invoke();
        }
    }

    /// <summary>The link is not followed.</summary>
    public void Stay()
    {
        Offer = null;
        if (!IsSignedIn && page.Key is { Length: > 0 } kept)
            Use(kept);
        else
            Changed?.Invoke();
    }

    /// <summary>The link's key takes the place of the kept one, and nothing of the other project stays on the page.</summary>
    public void Switch()
    {
        if (Offer is not { } offer)
            return;
        page.KeepKey(offer.Key);
        navigation.NavigateTo("", forceLoad: true);
    }
}
