using Lectern.Contracts;

namespace Lectern.Server.Platform.Http;

/// <summary>
/// Page tokens: the last row's key, signed (HMAC-SHA256) together with the list it belongs to (its name, project and filters), so
/// that a token neither can be altered nor used for another list. They are keys and not offsets: no row that was there for the
/// whole walk is skipped or seen twice. Thread-safe.
/// </summary>
internal sealed class Paging(SigningKey signingKey)
{
    public const int DefaultSize = 50;
    private const int MaxSize = RequestLimits.PageSize;
    private const int SignatureBytes = 16;

    /// <summary>From <c>page_size</c> and <c>page_token</c> of the query.</summary>
    public PageRequest FromQuery(HttpContext http, string list, Problems problems) =>
        Read(http.Integer("page_size", problems), http.Text("page_token"), list, problems, "query");

    /// <param name="list">Names the list and everything that filters it.</param>
    /// <param name="place"><c>query</c> or <c>body</c>.</param>
    public PageRequest Read(int? size, string? token, string list, Problems problems, string place)
    {
        if (size < 1)
            problems.Add("greater_than_equal", "Input should be greater than or equal to 1", place, "page_size");
        string? after = null;
        if (!string.IsNullOrEmpty(token) && (after = Tokens(list).Verify(token)) is null)
            problems.Add("page_token", "This page token does not belong to this list", place, "page_token");
        return new PageRequest(Math.Clamp(size ?? DefaultSize, 1, MaxSize), after);
    }

    public string Sign(string key, string list) => Tokens(list).Sign(key);

    /// <summary>Makes a page of one row more than was asked for: the extra row tells that another page follows.</summary>
    public (IReadOnlyList<T> Items, string? NextToken) Cut<T>(
        IReadOnlyList<T> rows, PageRequest page, string list, Func<T, string> key)
    {
        if (rows.Count <= page.Size)
            return (rows, null);
        var items = rows.Take(page.Size).ToList();
        return (items, Sign(key(items[^1]), list));
    }

    private SignedText Tokens(string list) => new(signingKey, $"page\0{list}\0", SignatureBytes);
}
