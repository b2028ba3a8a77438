using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats.Rtf;

/// <summary>What a closing brace undoes.</summary>
internal struct RtfGroup
{
    /// <summary>Nothing was written in it yet: its first word says what it is for.</summary>
    public bool IsFresh;

    /// <summary>A <c>\*</c> came first: a word that is not known makes it no text.</summary>
    public bool IsOptional;

    /// <summary>Nothing in it is text.</summary>
    public bool IsPassed;
    public bool IsFonts;
    public bool IsStyles;

    /// <summary>Of its two groups the first is for programs that know no Unicode.</summary>
    public bool IsUnicodePair;
    public RtfCapture Captures;
    public bool IsHidden;
    public bool IsDeleted;
    public bool IsStruck;
    public int Shift;
    public int Font;
    public int Style;
    public int UnicodeSkip;
    public StringBuilder? Capture;

    public readonly bool IsText => !IsPassed && !IsFonts && !IsStyles && !IsHidden && !IsDeleted;
}
