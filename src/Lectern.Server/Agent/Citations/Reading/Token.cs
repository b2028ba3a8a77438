using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>A word, a number or a sign of a text.</summary>
/// <param name="Start">UTF-16 offset in the text.</param>
/// <param name="Word">Lower case, without accents; a number's digits in ASCII with its own separators.</param>
/// <param name="IsCapital">Whether it is written with a capital at its beginning.</param>
internal sealed record Token(int Start, int End, TokenKind Kind, string Word, bool IsCapital, bool HasInnerCapital)
{
    private string? stem;
    private bool? isContent;

    /// <summary>Of the table that it stands in, from 0; -1 outside tables.</summary>
    public int Column { get; init; } = -1;

    /// <summary>Whether it stands in the head of its column.</summary>
    public bool IsHead { get; init; }

    /// <summary>Whether it is a letter that names one of several: group B.</summary>
    public bool IsLabel { get; init; }

    public string Stem => stem ??= Kind == TokenKind.Word && Word[0] != '\'' ? Terms.Term(Word) : Word;

    public bool IsWord => Kind == TokenKind.Word;

    /// <summary>Whether it says what a text is about, and is no figure or unit.</summary>
    public bool IsContent => isContent ??= Kind == TokenKind.Word
        && (ClaimWords.IsContent(Word) || (IsCapital && HasInnerCapital && Word.Length > 1));

    public bool Is(char sign) => Kind == TokenKind.Sign && Word[0] == sign;
}
