using Lectern.Contracts;
using Lectern.Web.Languages;

namespace Lectern.Web.Sources;

/// <summary>How a source's place is said.</summary>
internal static class Pages
{
    public static string Of(Citation citation) => citation switch
    {
        { PageRangeStart: { } first, PageRangeEnd: { } last } when last > first =>
            Strings.Of("source.at_pages", citation.FileName, first, last),
        { PageRangeStart: { } page } => Strings.Of("source.at_page", citation.FileName, page),
        _ => citation.FileName,
    };
}
