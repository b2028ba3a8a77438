namespace Lectern.Server.Indexing.Parsing;

/// <summary>Reasons that more than one place gives.</summary>
internal static class ParseReasons
{
    public const string Memory = "Reading the file needs more memory than is allowed.";
    public const string Time = "Reading the file takes longer than is allowed.";
    public const string Crash = "The file is damaged: the parser broke on it.";

    public const string OpenOffice =
        "There are no page screenshots of office files: this machine cannot shut hostile documents in (the settings say why).";
}
