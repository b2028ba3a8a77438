using System.Text;
using Lectern.Contracts;
using Lectern.Server.Agent.Answers;

namespace Lectern.Server.Agent.Citations;

/// <summary>
/// What a step says and thinks, as <see cref="TurnFilter"/> lets it out, with every mark proved before anybody sees it: one that
/// fails is left out. For one step.
/// </summary>
internal sealed class CitedAnswer(StepText text, CitationProof proof, KnownText known, TurnFilter filter)
{
    /// <summary>No claim reaches further back; the rest is forgotten now and then.</summary>
    private const int LookBack = 8_000;

    /// <summary>The open text without its marks, its last characters.</summary>
    private readonly StringBuilder said = new();

    /// <summary>Where in <see cref="said"/> the last mark stood that was kept, and the last one at all.</summary>
    private int kept, tried;
    private Claim? claim;

    /// <summary>Marks that were left out.</summary>
    public int Dropped { get; private set; }

    public async ValueTask SayAsync(string piece, CancellationToken cancellationToken)
    {
        if (piece.Length == 0)
            return;
        await EndThoughtAsync(cancellationToken);
        foreach (var part in filter.Answer.Add(piece))
            await WriteAsync(part, cancellationToken);
    }

    public async ValueTask ThinkAsync(string piece, CancellationToken cancellationToken)
    {
        if (piece.Length == 0)
            return;
        await EndAnswerAsync(cancellationToken);
        await ThinkAsync(filter.Thought.Add(piece), cancellationToken);
    }

    /// <summary>Writes what was held back, and the whole. Not cancelled: what was said is kept.</summary>
    public async ValueTask CloseAsync()
    {
        await EndThoughtAsync(CancellationToken.None);
        await EndAnswerAsync(CancellationToken.None);
        await text.CloseAsync();
    }

    private async ValueTask EndAnswerAsync(CancellationToken cancellationToken)
    {
        foreach (var part in filter.Answer.End())
            await WriteAsync(part, cancellationToken);
        said.Clear();
        (kept, tried, claim) = (0, 0, null);
    }

    private ValueTask EndThoughtAsync(CancellationToken cancellationToken) => ThinkAsync(filter.Thought.End(), cancellationToken);

    private async ValueTask ThinkAsync(IEnumerable<AnswerPart> parts, CancellationToken cancellationToken)
    {
        foreach (var part in parts.OfType<AnswerPart.Words>())
            await text.ThinkAsync(part.Text, cancellationToken);
    }

    private async ValueTask WriteAsync(AnswerPart part, CancellationToken cancellationToken)
    {
        if (part is AnswerPart.Mark mark)
            await MarkAsync(mark, cancellationToken);
        else if (part is AnswerPart.Words words)
            await WordsAsync(words.Text, cancellationToken);
    }

    private async ValueTask MarkAsync(AnswerPart.Mark mark, CancellationToken cancellationToken)
    {
        var mayCheck = filter.MayCheck(mark);
        if (mayCheck && known.HoldsCopy(said + mark.Before, mark.Text))
        {
            await WordsAsync(mark.BeText(), cancellationToken);
            return;
        }

        // Marks in a row are meant for the same claim.
        if (mayCheck && (claim is null || HoldsWords(tried)))
            claim = Claim.Before(said.ToString(), kept);
        tried = said.Length;
        var (space, written) = (mark.Before, "");
        var refused = new List<Citation?>();
        foreach (var number in mark.Numbers)
        {
            var verdict = mayCheck && claim is not null
                ? await proof.JudgeAsync(number, claim, cancellationToken)
                : CitationVerdict.Unproved.Instance;
            if (verdict is not CitationVerdict.Proved proved)
            {
                refused.Add((verdict as CitationVerdict.Contradicted)?.Citation);
                continue;
            }

            written += space + proved.Citation.Marker;
            said.Append(space);
            await text.CiteAsync(proved.Citation, space, cancellationToken);
            space = "";
            kept = tried = said.Length;
        }

        if (written.Length == 0 && mark.MayBeText)
        {
            await WordsAsync(mark.BeText(), cancellationToken);
            return;
        }

        Dropped += refused.Count;
        refused.ForEach(text.Refuse);
        mark.Prove(written);
    }

    private async ValueTask WordsAsync(string words, CancellationToken cancellationToken)
    {
        said.Append(words);
        if (said.Length > 2 * LookBack)
        {
            var forgotten = said.Length - LookBack;
            said.Remove(0, forgotten);
            (kept, tried) = (Math.Max(0, kept - forgotten), Math.Max(0, tried - forgotten));
        }

        await text.SayAsync(words, cancellationToken);
    }

    private bool HoldsWords(int start)
    {
        for (var i = said.Length - 1; i >= start; i--)
        {
            if (char.IsLetterOrDigit(said[i]))
                return true;
        }

        return false;
    }
}
