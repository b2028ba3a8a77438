using System.Globalization;

namespace Lectern.Server.Indexing;

/// <summary>The names of attachments, and the values of <c>store_attachments</c> that ask for them. Pages count from 1.</summary>
internal static class AttachmentNames
{
    public const string Screenshots = "screenshots";
    public const string Items = "items";

    /// <summary>
    /// The parsed text as a page of its own. It is not stored: made of the index's text whenever it is asked for.
    /// </summary>
    public const string Text = "text.html";

    public static string PageItems(int page) => string.Create(CultureInfo.InvariantCulture, $"items/page_{page}.json");
}
