using Lectern.Server.Text;

namespace Lectern.Server.Platform.Http;

/// <summary>Refuses a query parameter that is no text: no store and no header takes U+0000 or half of a surrogate pair.</summary>
internal static class QueryTextCheck
{
    public static IApplicationBuilder UseQueryTextCheck(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.QueryString.HasValue)
            Check(http.Request.Query);
        return next(http);
    });

    private static void Check(IQueryCollection query)
    {
        var problems = new Problems();
        foreach (var (name, values) in query)
        {
            if (!UnicodeText.Is(name))
                problems.Add("string_unicode", JsonFlaws.NotText, "query");
            else if (values.Any(v => v is not null && !UnicodeText.Is(v)))
                problems.Add("string_unicode", JsonFlaws.NotText, "query", name);
        }

        problems.ThrowIfAny();
    }
}
