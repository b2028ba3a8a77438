using Lectern.Web.Markdown;

namespace Lectern.Web.Chat;

/// <summary>What the model thought before it spoke.</summary>
internal sealed class ThinkingPart : TurnPart
{
    public MarkdownText Text { get; } = new();
}
