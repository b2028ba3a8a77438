using Lectern.Client.Http;

namespace Lectern.Client;

/// <summary>
/// A typed client of the Chat and Index v2 API, as Lectern and other servers of it speak it. Thread-safe; make one and keep it.
/// </summary>
/// <remarks>
/// Every call throws <see cref="LecternApiException"/> when the server refuses, <see cref="LecternConnectionException"/> when
/// it cannot be reached (<see cref="LecternTimeoutException"/> when it takes too long), and
/// <see cref="OperationCanceledException"/> when the caller's token is cancelled.
/// </remarks>
public class LecternClient : IDisposable
{
    /// <summary>
    /// Of the <see cref="System.Diagnostics.ActivitySource"/> whose spans show each call and each turn that is followed, with the
    /// server's id of the request as <c>lectern.request</c>.
    /// </summary>
    public const string ActivitySourceName = "Lectern.Client";

    private readonly HttpClient? owned;

    /// <summary>
    /// A client whose address and key come from the environment; see <see cref="LecternClientOptions.BaseUrl"/>.
    /// </summary>
    public LecternClient()
        : this(new LecternClientOptions())
    {
    }

    /// <summary>A client with an <see cref="HttpClient"/> of its own.</summary>
    /// <exception cref="ArgumentException">The options and the environment name no server or no key.</exception>
    public LecternClient(LecternClientOptions options)
        : this(options, new HttpClient { Timeout = Timeout.InfiniteTimeSpan }) => owned = Http;

    /// <summary>A client over a given <see cref="HttpClient"/>, which stays the caller's.</summary>
    /// <exception cref="ArgumentException">The options and the environment name no server or no key.</exception>
    public LecternClient(LecternClientOptions options, HttpClient http)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(http);
        Http = http;
        var complete = options.Complete(Environment.GetEnvironmentVariable);
        var api = new ApiTransport(http, complete);
        BaseUrl = complete.BaseUrl!;
        Chat = new ChatOperations(api);
        Chats = new LecternChats(api);
        Feedback = new FeedbackOperations(api);
        Directories = new DirectoryOperations(api);
        Files = new FileOperations(api);
        Indexes = new IndexOperations(api);
        Retrieval = new RetrievalOperations(api);
        Attachments = new AttachmentOperations(api);
        Projects = new ProjectOperations(api);
        Keys = new KeyOperations(api);
        Server = new ServerOperations(api);
        Evaluations = new EvaluationOperations(api);
    }

    /// <summary>The server's address.</summary>
    public Uri BaseUrl { get; }

    /// <summary>Sessions and their turns.</summary>
    public virtual ChatOperations Chat { get; }

    /// <summary>Chats as a page uses them.</summary>
    public virtual LecternChats Chats { get; }

    /// <summary>What is thought of answers.</summary>
    public virtual FeedbackOperations Feedback { get; }

    /// <summary>Directories, and the files in them.</summary>
    public virtual DirectoryOperations Directories { get; }

    /// <summary>Stored files, in directories or not.</summary>
    public virtual FileOperations Files { get; }

    /// <summary>Indexes over directories.</summary>
    public virtual IndexOperations Indexes { get; }

    /// <summary>Searching and reading an index.</summary>
    public virtual RetrievalOperations Retrieval { get; }

    /// <summary>What syncs made of files beside their text: page screenshots, structured items.</summary>
    public virtual AttachmentOperations Attachments { get; }

    /// <summary>Projects.</summary>
    public virtual ProjectOperations Projects { get; }

    /// <summary>A project's keys; needs an admin key. Not every server has them.</summary>
    public virtual KeyOperations Keys { get; }

    /// <summary>What was used, how the server is set and how it is. Not every server says so.</summary>
    public virtual ServerOperations Server { get; }

    /// <summary>Questions with known answers, and questions of sessions asked again. Not every server has them.</summary>
    public virtual EvaluationOperations Evaluations { get; }

    private HttpClient Http { get; }

    /// <summary>Ends the client's own connections; an <see cref="HttpClient"/> that was given stays.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>As <see cref="Dispose()"/>, for a class that derives from this one.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            owned?.Dispose();
    }
}
