using DocumentFormat.OpenXml.Office2019.Excel.ThreadedComments;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <summary>
/// The comments on a sheet's cells, with the replies to them. Beside a thread stands a note for programs that know none: that is
/// left out.
/// </summary>
internal static class SheetComments
{
    public static IEnumerable<string> Of(WorksheetPart part)
    {
        var people = part.GetParentParts().OfType<WorkbookPart>().SelectMany(w => w.WorkbookPersonParts)
            .SelectMany(p => p.PersonList?.Elements<Person>() ?? []).GroupBy(p => p.Id?.Value ?? "")
            .ToDictionary(p => p.Key, p => p.First().DisplayName?.Value, StringComparer.Ordinal);
        var threads = part.WorksheetThreadedCommentsParts.SelectMany(
            t => t.ThreadedComments?.Elements<ThreadedComment>() ?? []).ToList();
        var threaded = threads.Select(t => t.Ref?.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var comment in part.WorksheetCommentsPart?.Comments?.Descendants<Comment>() ?? [])
        {
            if (!threaded.Contains(comment.Reference?.Value))
                yield return $"[Comment on {comment.Reference?.Value}: {comment.InnerText}]";
        }

        foreach (var comment in threads)
        {
            var what = comment.ParentId is null ? "Comment" : "Reply";
            var who = people.GetValueOrDefault(comment.PersonId?.Value ?? "") is { Length: > 0 } name ? $" by {name}" : "";
            yield return $"[{what} on {comment.Ref?.Value}{who}: {comment.ThreadedCommentText?.Text}]";
        }
    }
}
