using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>Formulas in one line, as people type them: √(2gh), ∛27, (a + b)/(c), 2^(n+1), [1 2; 3 4].</summary>
internal static class MathText
{
    private const string Spaced = "=<>≤≥≠≈≡→←↔⇒⇔∈∉⊂⊆∪∩±∓+−∝≪≫≔∼≃≅";

    public static string Root(string radicand, string degree = "")
    {
        var root = degree.Trim() switch
        {
            "" or "2" => "√",
            "3" => "∛",
            "4" => "∜",
            var other => $"^{RaisedText.Grouped(other)}√",
        };
        var inside = radicand.Trim();
        return root + (inside.Length == 1 || inside.All(char.IsDigit) ? inside : $"({inside})");
    }

    public static string Fraction(string over, string under) => $"({over.Trim()})/({under.Trim()})";

    /// <param name="rows">Of cells.</param>
    public static string Matrix(IEnumerable<IEnumerable<string>> rows) =>
        string.Join("; ", rows.Select(r => string.Join(' ', r.Select(c => c.Trim()))));

    /// <summary>Relations stand apart; a sign before a number does not.</summary>
    public static void Operator(StringBuilder text, string sign)
    {
        var what = sign.Trim();
        if (what.Length == 1 && (Spaced.Contains(what[0], StringComparison.Ordinal) || what == "-") && text.Length > 0
            && (char.IsLetterOrDigit(text[^1]) || text[^1] is ')' or ']' or '|' or '}'))
        {
            text.Append(' ').Append(what).Append(' ');
        }
        else
        {
            text.Append(what);
        }
    }
}
