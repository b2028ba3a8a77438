using System.Diagnostics;
using System.Text;

namespace Lectern.Benchmarks.Documents;

/// <summary>
/// What programs that are not Lectern find in a file: pdftotext for PDF, LibreOffice's export for office files and web pages,
/// Python's own library for mail, iconv (with the encoding that <c>file</c> or a byte order mark names) for text.
/// </summary>
internal static class ReferenceText
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private const string MailScript = """
        import email, email.policy, re, sys
        mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
        body = mail.get_body(preferencelist=("plain", "html"))
        print(mail["subject"] or "")
        print(re.sub(r"<[^>]*>", " ", body.get_content()) if body else "")
        """;

    private const string SlidesScript = """
        import html, re, sys
        body = sys.stdin.read().split("<office:body>", 1)[1]
        body = re.sub(r"(?s)<(office:binary-data|office:meta|svg:title|svg:desc|dc:creator|dc:date)\b.*?</\1>", "", body)
        print(html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"</?text:(span|a)\b[^>]*>", "", body))))
        """;

    /// <summary>
    /// For a PDF both of pdftotext's orders, the page's and the content's: each cuts some words that the other keeps.
    /// </summary>
    /// <returns>Empty when no program reads the kind.</returns>
    public static async Task<IReadOnlyList<string>> OfAsync(string file, string folder) =>
        Path.GetExtension(file).ToLowerInvariant() switch
        {
            ".pdf" => await PdfAsync(file),
            ".docx" or ".odt" => [await OfficeAsync(file, folder, "txt:Text (encoded):UTF8", "txt")],
            ".html" => [await WebPageAsync(file, folder)],
            ".pptx" => [await SlidesAsync(file, folder)],
            ".xlsx" => [await OfficeAsync(file, folder,
                "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1", "csv")],
            ".epub" => [await BookAsync(file, folder)],
            ".eml" => [await RunAsync("python3", ["-c", MailScript], file)],
            ".txt" or ".md" or ".csv" => [await RunAsync("iconv", ["-f", await EncodingAsync(file), "-t", "UTF-8", file])],
            _ => [],
        };

    /// <summary>LibreOffice takes a page that does not say so for Unicode; iconv makes it that.</summary>
    private static async Task<string> WebPageAsync(string file, string folder)
    {
        var page = Path.Combine(folder, Path.GetFileName(file));
        var text = await RunAsync("iconv", ["-f", await EncodingAsync(file), "-t", "UTF-8", file]);
        await File.WriteAllTextAsync(page, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        return await OfficeAsync(page, folder, "txt:Text (encoded):UTF8", "txt");
    }

    /// <summary>Impress has no export as text: the text is taken out of its one-file OpenDocument.</summary>
    private static async Task<string> SlidesAsync(string file, string folder)
    {
        await OfficeAsync(file, folder, "fodp", "fodp");
        return await RunAsync(
            "python3", ["-c", SlidesScript], Path.Combine(folder, Path.GetFileNameWithoutExtension(file) + ".fodp"));
    }

    private static async Task<IReadOnlyList<string>> PdfAsync(string file) =>
        [await RunAsync(
            "pdftotext",
            ["-enc", "UTF-8", file, "-"]), await RunAsync("pdftotext", ["-enc", "UTF-8", "-raw", file, "-"])];

    private static async Task<string> BookAsync(string file, string folder)
    {
        var pages = new StringBuilder();
        foreach (var pattern in (string[])["*.xhtml", "*.html", "*.htm"])
            pages.Append(await RunAsync("unzip", ["-p", file, pattern]));
        var page = Path.Combine(folder, "book.html");
        await File.WriteAllTextAsync(page, pages.ToString());
        const string words =
            "import html,re,sys; "
            + @"print(html.unescape(re.sub(r'(?s)<(style|script|title).*?</\1>|<[^>]*>', ' ', sys.stdin.read())))";
        return await RunAsync("python3", ["-c", words], page);
    }

    private static async Task<string> OfficeAsync(string file, string folder, string filter, string ending)
    {
        var profile = Path.Combine(folder, "profile");
        await RunAsync(
            "soffice",
            [$"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", filter, "--outdir", folder, file]);
        var text = new StringBuilder();
        foreach (var made in Directory.GetFiles(folder, Path.GetFileNameWithoutExtension(file) + "*." + ending)
            .Order(StringComparer.Ordinal))
            text.AppendLine(await File.ReadAllTextAsync(made));
        return text.ToString();
    }

    private static async Task<string> EncodingAsync(string file)
    {
        var start = new byte[4];
        await using (var stream = File.OpenRead(file))
            await stream.ReadAtLeastAsync(start, 4, throwOnEndOfStream: false);
        if (start.AsSpan().StartsWith((byte[])[0xFF, 0xFE, 0, 0]) || start.AsSpan().StartsWith((byte[])[0, 0, 0xFE, 0xFF]))
            return "UTF-32";
        if (start.AsSpan().StartsWith((byte[])[0xFF, 0xFE]) || start.AsSpan().StartsWith((byte[])[0xFE, 0xFF]))
            return "UTF-16";
        var named = (await RunAsync("file", ["--brief", "--mime-encoding", file])).Trim();
        return named is "us-ascii" or "binary" or "utf-8" ? "UTF-8" : named is "iso-8859-1" or "unknown-8bit"
            ? "WINDOWS-1252" : named;
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string? input = null)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await using (var stream = process.StandardInput.BaseStream)
        {
            if (input is not null)
                await stream.WriteAsync(await File.ReadAllBytesAsync(input, limit.Token), limit.Token);
        }

        await errors;
        var text = await output;
        await process.WaitForExitAsync(limit.Token);
        return text;
    }
}
