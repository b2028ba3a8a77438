using System.Diagnostics;
using Lectern.Server.Text;

namespace Lectern.Server.Library.Links;

/// <summary>The one object that a presigned URL opens, and whose it is.</summary>
internal abstract record LinkTarget(string ProjectId)
{
    /// <param name="FileId">UUID.</param>
    public sealed record StoredFile(string ProjectId, string FileId) : LinkTarget(ProjectId);

    /// <param name="SourceId">The <c>dfl-</c> id or a file's UUID.</param>
    public sealed record Attachment(string ProjectId, string SourceId, string Name) : LinkTarget(ProjectId)
    {
        /// <summary>What is marked on a page's screenshot.</summary>
        public TextSpan? Highlight { get; init; }
    }

    /// <summary>For the token. No field but the last can have a line feed.</summary>
    public string Write() => this switch
    {
        StoredFile file => $"file\n{file.ProjectId}\n{file.FileId}",
        Attachment { Highlight: { } marked } attachment =>
            $"marked {marked}\n{attachment.ProjectId}\n{attachment.SourceId}\n{attachment.Name}",
        Attachment attachment => $"attachment\n{attachment.ProjectId}\n{attachment.SourceId}\n{attachment.Name}",
        _ => throw new UnreachableException(),
    };

    /// <param name="text">As <see cref="Write"/> made it.</param>
    public static LinkTarget Read(string text) => text.Split('\n', 4) switch
    {
        ["file", var project, var file] => new StoredFile(project, file),
        ["attachment", var project, var source, var name] => new Attachment(project, source, name),
        [['m', 'a', 'r', 'k', 'e', 'd', ' ', .. var span], var project, var source, var name] =>
            new Attachment(project, source, name) { Highlight = TextSpan.Parse(span) },
        _ => throw new UnreachableException(),
    };
}
