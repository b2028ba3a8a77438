namespace Lectern.Server.Agent.Versions;

/// <summary>What told a document's date, as tools name it.</summary>
internal static class DateSources
{
    public const string Metadata = "metadata";
    public const string FileName = "file_name";
    public const string Text = "text";

    /// <summary>When the file was changed, as its metadata says.</summary>
    public const string Modified = "modified";

    /// <summary>When its content came to the server.</summary>
    public const string Added = "added";
}
