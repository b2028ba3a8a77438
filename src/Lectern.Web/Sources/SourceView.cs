using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Access;
using Lectern.Web.Browser;
using Lectern.Web.Languages;
using Lectern.Web.Texts;

namespace Lectern.Web.Sources;

/// <summary>
/// The document beside the chat: a page's picture with the words marked, or the text around them where there is no picture.
/// </summary>
internal sealed class SourceView(Account account, BrowserPage page)
{
    private const int TextBefore = 1200;
    private const int TextLength = 4000;
    private const int LongestQuote = 400;
    private int latest;

    public event Action? Changed;

    public bool IsOpen { get; private set; }

    public bool IsLoading { get; private set; }

    public string? Problem { get; private set; }

    public string FileName { get; private set; } = "";

    public string Quote { get; private set; } = "";

    public int? PageNumber { get; private set; }

    /// <summary>Pages that have a picture; 0 when there are none.</summary>
    public int PageCount { get; private set; }

    /// <summary>Of the page's picture, on this server.</summary>
    public string? ImageAddress { get; private set; }

    /// <summary>Of the file itself.</summary>
    public string? FileAddress { get; private set; }

    public TextExcerpt? Text { get; private set; }

    /// <summary>The text is shown though there are pictures of its pages.</summary>
    public bool IsText { get; private set; }

    /// <summary>The text is laid out, where it can be, and not as the server read it.</summary>
    public bool IsLaidOut { get; private set; }

    public bool CanLayOut => Text is not null && ReadableText.CanLayOut(FileName);

    private (string IndexId, string FileId, int Start, int End) Place { get; set; }

    /// <summary>Opens a citation's place.</summary>
    public async Task ShowAsync(Citation citation)
    {
        Begin(citation.FileName, citation.Quote, (citation.IndexId, citation.FileId, citation.StartChar, citation.EndChar));
        if (citation.SourceRemoved)
        {
            Fail(Strings.Of("source.deleted"));
            return;
        }

        // What has no place on the page's picture is marked in the text.
        await LoadAsync(citation.PageRangeStart, isText: citation.Boxes.Count == 0);
    }

    /// <summary>Opens a page that a tool looked at.</summary>
    public async Task ShowAsync(ImageAttachmentRef image, string indexId, string fileName)
    {
        Begin(fileName, "", (indexId, image.SourceId, 0, 0));
        await LoadAsync(PageScreenshot.PageOf(image.AttachmentName));
    }

    /// <summary>Opens a file at its beginning.</summary>
    public async Task ShowAsync(string fileId, string indexId, string fileName)
    {
        Begin(fileName, "", (indexId, fileId, 0, 0));
        await LoadAsync(1);
    }

    /// <summary>Opens a passage that a search found.</summary>
    public async Task ShowAsync(RetrievalResult passage, string indexId, string fileName)
    {
        var place = passage.StaticFields;
        if (place.ParsedDirectoryFileId is not { } file)
            return;
        Begin(
            fileName, TextStart.Of(passage.Content, LongestQuote, "…"),
            (indexId, file, place.ChunkStartChar ?? 0, place.ChunkEndChar ?? 0));
        await LoadAsync(place.PageRangeStart);
    }

    /// <summary>Between the pictures of pages and the text.</summary>
    public Task SwitchAsync() => LoadAsync(PageNumber, !IsText);

    public void LayOut()
    {
        IsLaidOut = !IsLaidOut;
        Changed?.Invoke();
    }

    /// <summary>To a page beside the one that was shown last, also from the text.</summary>
    public Task TurnAsync(int step) => LoadAsync(PageNumber + step);

    public async Task MoveTextAsync(int step)
    {
        if (Text is { } shown)
            await LoadTextAsync(Math.Max(0, shown.Offset + (step * (TextLength - TextExcerpt.Overlap))), ++latest);
    }

    public void Close()
    {
        if (!IsOpen)
            return;
        IsOpen = false;
        latest++;
        Changed?.Invoke();
        page.Call("focusBack");
    }

    private void Begin(string fileName, string quote, (string, string, int, int) place)
    {
        if (!IsOpen)
            page.Call("rememberFocus");
        (IsOpen, FileName, Quote, Place) = (true, fileName, quote, place);
        (PageNumber, PageCount, ImageAddress, FileAddress, Text) = (null, 0, null, null, null);
        (IsText, IsLaidOut) = (false, Place.End <= Place.Start);
    }

    private async Task LoadAsync(int? pageNumber, bool isText = false)
    {
        var mine = ++latest;
        (IsLoading, Problem, IsText) = (true, null, isText);
        Changed?.Invoke();
        try
        {
            if (PageCount == 0)
                await LoadFileAsync(mine);
            if (mine != latest)
                return;
            if (PageCount > 0 && !IsText)
                await LoadPageAsync(Math.Clamp(pageNumber ?? 1, 1, PageCount), mine);
            else
                await LoadTextAsync(Math.Max(0, Place.Start - TextBefore), mine);
        }
        catch (LecternException e)
        {
            if (mine == latest && !account.Note(e))
                Fail(Words.Of(e));
        }
    }

    private async Task LoadFileAsync(int mine)
    {
        var pictures = 0;
        await foreach (var attachment in account.Client.Attachments.ListAsync(Place.FileId, pageSize: 1000))
            pictures = Math.Max(pictures, PageScreenshot.PageOf(attachment.Name) ?? 0);
        var index = await account.Client.Indexes.GetAsync(Place.IndexId);
        var file = await account.Client.Directories.Files.GetAsync(
            index.SourceDirectoryId, Place.FileId, expandDownloadUrl: true);
        if (mine == latest)
            (PageCount, FileAddress) = (pictures, file.DownloadUrl is { } link ? OnThisServer(link) : null);
    }

    private async Task LoadPageAsync(int number, int mine)
    {
        var marked = Place.End > Place.Start ? (Place.Start, Place.End) : ((int, int)?)null;
        var link = await account.Client.Attachments.GetAsync(PageScreenshot.NameOf(number), Place.FileId, marked);
        if (mine != latest)
            return;
        (PageNumber, ImageAddress, Text, IsLoading) = (number, OnThisServer(link), null, false);
        Changed?.Invoke();
    }

    private async Task LoadTextAsync(int offset, int mine)
    {
        var read = await account.Client.Retrieval.ReadAsync(new FileReadParams(Place.IndexId, Place.FileId, offset, TextLength));
        if (mine != latest)
            return;
        (ImageAddress, IsLoading) = (null, false);
        Text = read.Content.Length == 0 && Text is { } last
            ? last with { IsLast = true }
            : TextExcerpt.Of(read.Content, offset, Place.Start, Place.End, TextLength);
        Changed?.Invoke();
    }

    private void Fail(string problem)
    {
        (Problem, IsLoading) = (problem, false);
        Changed?.Invoke();
    }

    /// <summary>Links name the server as others see it; this page asks the one that it came from.</summary>
    private static string OnThisServer(PresignedUrl link) => new Uri(link.Url).PathAndQuery;
}
