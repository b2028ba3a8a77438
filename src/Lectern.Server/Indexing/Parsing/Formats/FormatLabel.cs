namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>
/// What a file is by its name, for metrics and traces: one of few words, whatever strangers call their files, and the same
/// whether it could be read or not.
/// </summary>
internal static class FormatLabel
{
    public const string Other = "other";

    public static string Of(string fileName)
    {
        var extension = Path.GetExtension(fileName).ToLowerInvariant();
        return extension switch
        {
            ".pdf" or ".docx" or ".pptx" or ".xlsx" or ".xlsb" or ".doc" or ".ppt" or ".xls" or ".rtf" or ".epub" or ".msg"
                or ".csv" => extension[1..],
            ".odt" or ".ods" or ".odp" => "opendocument",
            ".docm" or ".dotx" or ".dotm" => "docx",
            ".pptm" or ".ppsx" or ".potx" => "pptx",
            ".xlsm" or ".xltx" or ".xltm" => "xlsx",
            ".html" or ".htm" or ".xhtml" or ".xht" => "html",
            ".md" or ".markdown" or ".mdown" or ".mkd" => "markdown",
            ".eml" or ".mht" or ".mhtml" or ".mbox" => "mail",
            ".json" or ".geojson" or ".jsonl" or ".ndjson" or ".ipynb" => "json",
            ".png" or ".jpg" or ".jpeg" or ".gif" or ".webp" or ".tif" or ".tiff" or ".bmp" or ".heic" or ".heif" or ".avif"
                or ".svg" => "image",
            ".zip" or ".tar" or ".gz" or ".tgz" => "archive",
            _ => TextFormats.IsName(extension) ? "text" : Other,
        };
    }
}
