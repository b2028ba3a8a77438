using System.Text;

namespace Lectern.Server.Agent.Citations;

/// <summary>
/// What a step says, with every mark proved before anybody sees it. One that fails is left out; pictures and addresses that neither
/// the user nor a document named become text. For one step.
/// </summary>
internal sealed class CitedAnswer(StepText text, CitationProof proof, KnownText known)
{
    private readonly AnswerScanner scanner = new();

    /// <summary>The open text without its marks.</summary>
    private readonly StringBuilder said = new();

    /// <summary>Where in <see cref="said"/> the last mark stood that was kept, and the last one at all.</summary>
    private int kept, tried;
    private Claim? claim;

    /// <summary>Marks that were left out.</summary>
    public int Dropped { get; private set; }

    public async ValueTask SayAsync(string piece, CancellationToken cancellationToken)
    {
        foreach (var part in scanner.Add(piece))
            await WriteAsync(part, cancellationToken);
    }

    public async ValueTask ThinkAsync(string piece, CancellationToken cancellationToken)
    {
        if (piece.Length == 0)
            return;
        await EndAsync(cancellationToken);
        await text.ThinkAsync(piece, cancellationToken);
    }

    /// <summary>Writes what was held back, and the whole. Not cancelled: what was said is kept.</summary>
    public async ValueTask CloseAsync()
    {
        await EndAsync(CancellationToken.None);
        await text.CloseAsync();
    }

    private async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        foreach (var part in scanner.End())
            await WriteAsync(part, cancellationToken);
        said.Clear();
        (kept, tried, claim) = (0, 0, null);
    }

    private async ValueTask WriteAsync(AnswerPart part, CancellationToken cancellationToken)
    {
        switch (part)
        {
            case AnswerPart.Words words:
                await WordsAsync(words.Text, cancellationToken);
                break;
            case AnswerPart.Mark mark:
                await MarkAsync(mark, cancellationToken);
                break;
            case AnswerPart.Address address:
                await WordsAsync(known.HoldsAddress(address.Url) ? address.Url : Inert(address.Url), cancellationToken);
                break;
            case AnswerPart.Link link when known.HoldsAddress(link.Url) && link.Label.AsSpan().IndexOfAny("![]<`") < 0 && !NamesAnother(link):
                await WordsAsync(link.Text, cancellationToken);
                break;
            case AnswerPart.Link link:
                await LabelAsync(link.Label, cancellationToken);
                if (link.Url.Length > 0 && link.Url != link.Label)
                    await WordsAsync($" ({Inert(link.Url)})", cancellationToken);
                break;
            case AnswerPart.Picture picture:
                await LabelAsync(picture.Label, cancellationToken);
                await WordsAsync(" (image left out)", cancellationToken);
                break;
        }
    }

    /// <summary>What a link or a picture is called can hold others.</summary>
    private async ValueTask LabelAsync(string label, CancellationToken cancellationToken)
    {
        var inner = new AnswerScanner();
        foreach (var part in (AnswerPart[])[.. inner.Add(label), .. inner.End()])
            await WriteAsync(part, cancellationToken);
    }

    private async ValueTask MarkAsync(AnswerPart.Mark mark, CancellationToken cancellationToken)
    {
        var before = said.ToString();
        if (known.HoldsCopy(before + mark.Before, mark.Text))
        {
            await WordsAsync(mark.Before + mark.Text, cancellationToken);
            return;
        }

        // Marks in a row are meant for the same claim.
        if (claim is null || before.AsSpan(tried).ContainsAnyLetterOrDigit())
            claim = Claim.Before(before, kept);
        tried = said.Length;
        var space = mark.Before;
        foreach (var number in mark.Numbers)
        {
            if (claim is null || await proof.FindAsync(number, claim, cancellationToken) is not { } citation)
            {
                Dropped++;
                continue;
            }

            said.Append(space);
            await text.CiteAsync(citation, space, cancellationToken);
            space = "";
            kept = tried = said.Length;
        }
    }

    private async ValueTask WordsAsync(string words, CancellationToken cancellationToken)
    {
        said.Append(words);
        await text.SayAsync(words, cancellationToken);
    }

    /// <summary>A link that is called like an address and leads to another one.</summary>
    private static bool NamesAnother(AnswerPart.Link link) =>
        link.Label != link.Url && (link.Label.Contains("://", StringComparison.Ordinal) || AnswerSigns.AddressBeginning(link.Label.Trim()) > 0);

    /// <summary>As code: no program makes a link of it.</summary>
    private static string Inert(string url) => $"`{url.Replace("`", "", StringComparison.Ordinal)}`";
}

file static class Letters
{
    public static bool ContainsAnyLetterOrDigit(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
                return true;
        }

        return false;
    }
}
