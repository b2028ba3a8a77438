using Lectern.Web.Languages;
using Lectern.Web.Texts;

namespace Lectern.Web.Chat;

/// <summary>Says to those who cannot see it that an answer begins, and what it was; not each word as it comes.</summary>
internal sealed class SpokenAnswers
{
    private const int Longest = 600;
    private Turn? answering;

    public string Words { get; private set; } = "";

    public void Hear(Conversation conversation)
    {
        if (conversation.Running is { } running && running != answering)
        {
            answering = running;
            Words = Strings.Of("spoken.answering");
        }
        else if (conversation.Running is null && answering is { } done)
        {
            answering = null;
            Words = done.Stop switch
            {
                { IsError: true, Error: var error } => Strings.Of("spoken.failed", error ?? ""),
                { Cancelled: true } => Strings.Of("answer.stopped"),
                _ => Strings.Of("spoken.answer", TextStart.Of(done.Answer, Longest, "…")),
            };
        }
    }
}
