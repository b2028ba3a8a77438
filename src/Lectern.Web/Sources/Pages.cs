using Lectern.Contracts;

namespace Lectern.Web.Sources;

/// <summary>How a source's place is said.</summary>
internal static class Pages
{
    public static string Of(Citation citation) => citation switch
    {
        { PageRangeStart: { } first, PageRangeEnd: { } last } when last > first => $"{citation.FileName}, pages {first}–{last}",
        { PageRangeStart: { } page } => $"{citation.FileName}, page {page}",
        _ => citation.FileName,
    };
}
