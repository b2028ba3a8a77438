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
            if (!IsText(name))
                problems.Add("string_unicode", JsonFlaws.NotText, "query");
            else if (!values.All(IsText))
                problems.Add("string_unicode", JsonFlaws.NotText, "query", name);
        }

        problems.ThrowIfAny();
    }

    private static bool IsText(string? text)
    {
        for (var i = 0; i < text?.Length; i++)
        {
            if (text[i] == '\0')
                return false;
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
                return false;
        }

        return true;
    }
}
