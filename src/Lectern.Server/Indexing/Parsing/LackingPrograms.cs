using Lectern.Server.Indexing.Parsing.Tools;

namespace Lectern.Server.Indexing.Parsing;

/// <summary>
/// What a file, or one inside of it, would have needed to be read and is not installed. It stands in the parser's name, also of a
/// file that failed, so that the file is read again once it is there. For one file.
/// </summary>
internal sealed class LackingPrograms
{
    private const string Heif = "-without-heif-convert";
    private const string Office = "-without-libreoffice";

    private bool heif;
    private bool office;

    /// <summary>For the parser's name; empty when nothing was missing.</summary>
    public string Marks => (heif ? Heif : "") + (office ? Office : "");

    /// <summary>Whether a file that lacked a program could be read now.</summary>
    public static bool AreThere(string parser) =>
        (parser.Contains(Heif, StringComparison.Ordinal) && ExternalTools.HeifConvert is not null)
        || (parser.Contains(Office, StringComparison.Ordinal) && ExternalTools.LibreOffice is not null);

    /// <summary>A picture of a phone was not read.</summary>
    public void AddHeif() => heif |= ExternalTools.HeifConvert is null;

    /// <summary>An office file was not read, for any reason.</summary>
    public void AddOffice() => office |= ExternalTools.LibreOffice is null;
}
