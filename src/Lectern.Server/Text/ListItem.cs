namespace Lectern.Server.Text;

/// <summary>An item of a list in Markdown, and as people write one.</summary>
internal static class ListItem
{
    /// <summary>Its mark as a regular expression: a sign, or a number of one to three digits.</summary>
    public const string Mark = @"(?:[-*+•]|\d{1,3}[.)])";
}
