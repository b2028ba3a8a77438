using System.Runtime.CompilerServices;
using Lectern.Contracts;

namespace Lectern.Client;

/// <summary>
/// A list of any length. Enumerating it fetches page after page as they are needed, each enumeration from the first page.
/// </summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed class PagedList<T> : IAsyncEnumerable<T>
{
    private readonly Func<string?, CancellationToken, Task<Page<T>>> fetch;

    internal PagedList(Func<string?, CancellationToken, Task<Page<T>>> fetch) => this.fetch = fetch;

    /// <summary>One page.</summary>
    /// <param name="pageToken">The <see cref="Page{T}.NextPageToken"/> of the page before; null for the first page.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<Page<T>> GetPageAsync(string? pageToken = null, CancellationToken cancellationToken = default) =>
        fetch(pageToken, cancellationToken);

    /// <summary>Every page in turn.</summary>
    public async IAsyncEnumerable<Page<T>> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? token = null;
        do
        {
            var page = await fetch(token, cancellationToken).ConfigureAwait(false);
            yield return page;
            token = page.NextPageToken;
        }
        while (!string.IsNullOrEmpty(token));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var page in PagesAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var item in page.Items)
                yield return item;
        }
    }
}
