using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Browser;
using Microsoft.AspNetCore.Components;

namespace Lectern.Web.Access;

/// <summary>The key, kept in this browser, and the client that uses it.</summary>
internal sealed partial class Account(BrowserPage page, NavigationManager navigation)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private const int MaxKey = 500;
    private LecternClient? client;

    public event Action? Changed;

    /// <summary>The client of the key; to be used only when <see cref="IsSignedIn"/>.</summary>
    public LecternClient Client => client ?? throw new InvalidOperationException("Nobody is signed in.");

    public bool IsSignedIn => client is not null;

    /// <summary>The key stopped to work while the page was in use; what is on it stays.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>The server did not answer; it is asked again and again until it does.</summary>
    public bool IsAway { get; private set; }

    /// <summary>The server answers again.</summary>
    public event Func<Task>? Back;

    /// <summary>The key's project; null until the server has said.</summary>
    public Project? Project { get; private set; }

    public string? Key { get; private set; }

    /// <summary>The key of a link that a person has to decide on.</summary>
    public KeyOffer? Offer { get; private set; }

    /// <summary>The key of the link is being tried.</summary>
    public bool IsChecking { get; private set; }

    /// <summary>What is wrong with the link that was opened.</summary>
    public string? LinkProblem { get; private set; }

    /// <summary>
    /// Takes the key of an earlier visit, or that of the link once the server knows it and nothing else is kept.
    /// </summary>
    public async Task BeginAsync()
    {
        await LookAtLinkAsync();
        if (Offer is null && !IsSignedIn && page.Key is { Length: > 0 } key)
            Use(key);
    }

    /// <summary>Tries a key, and keeps it when the server knows it.</summary>
    /// <exception cref="LecternException">It does not, or cannot be reached.</exception>
    public async Task SignInAsync(string key)
    {
        using var candidate = Make(key);
        var projects = await candidate.Projects.ListAsync();
        LinkProblem = null;
        Keep(key, projects.Count > 0 ? projects[0] : null);
    }

    public async Task LoadProjectAsync()
    {
        var projects = await Client.Projects.ListAsync();
        Project = projects.Count > 0 ? projects[0] : null;
        Changed?.Invoke();
    }

    public void SignOut()
    {
        page.KeepKey(null);
        (client, Key, IsRefused, Project) = (null, null, false, null);
        Changed?.Invoke();
    }

    /// <summary>Notes a refused key, and a server that is away.</summary>
    /// <returns>Whether the key was refused: the page says so by itself.</returns>
    public bool Note(Exception e)
    {
        if (e is LecternConnectionException && !IsAway)
            _ = WaitAsync();
        if (e is not LecternAuthenticationException)
            return false;
        if (!IsRefused)
        {
            IsRefused = true;
            Changed?.Invoke();
        }

        return true;
    }

    private async Task WaitAsync()
    {
        IsAway = true;
        Changed?.Invoke();
        while (IsAway && client is not null)
        {
            await Task.Delay(Look);
            try
            {
                await Client.Projects.ListAsync();
                IsAway = false;
            }
            catch (LecternApiException)
            {
                IsAway = false;
            }
            catch (LecternConnectionException)
            {
                // Still away.
            }
        }

        IsAway = false;
        Changed?.Invoke();
        if (client is not null && Back is { } back)
            await back();
    }

    private void Keep(string key, Project? project)
    {
        Project = project;
        page.KeepKey(key);
        Use(key);
    }

    /// <returns>Null when the server does not know the key.</returns>
    private async Task<Project?> ProjectOfAsync(string key)
    {
        using var candidate = Make(key);
        try
        {
            return (await candidate.Projects.ListAsync()).FirstOrDefault();
        }
        catch (LecternAuthenticationException)
        {
            return null;
        }
    }

    private void Use(string key)
    {
        (client, Key, IsRefused) = (Make(key), key, false);
        Changed?.Invoke();
    }

    // A page may be left open for a night: its streams wait for the server as long as it takes.
    private LecternClient Make(string key) => new(new LecternClientOptions
    {
        BaseUrl = new Uri(navigation.BaseUri),
        ApiKey = key,
        MaxStreamReconnects = int.MaxValue,
    });
}
