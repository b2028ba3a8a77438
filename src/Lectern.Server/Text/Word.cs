namespace Lectern.Server.Text;

/// <summary>A word of a text, or a piece of one in a script without spaces.</summary>
/// <param name="Composed">Lower case, compatibility-composed (NFKC), with its marks: what stemmers expect.</param>
/// <param name="Plain">Without the marks that can be left out: what is compared.</param>
internal readonly record struct Word(string Composed, string Plain, Script Script);
