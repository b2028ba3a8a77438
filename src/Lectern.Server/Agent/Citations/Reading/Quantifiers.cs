namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>The words that say of how many something holds; English and German. Thread-safe.</summary>
internal static class Quantifiers
{
    private static readonly Dictionary<string, Quantity> Words = WordList.Map<Quantity>(
        (Quantity.All, """
            all every each always entire entirely whole wholly everyone everybody everything fully completely alle allen aller
            alles jeder jede jedes jeden immer samtliche
            """),
        (Quantity.Only, "only solely exclusively merely nur ausschliesslich"),
        (Quantity.Most, """
            most majority mostly mainly primarily largely predominantly usually generally typically meisten meist meistens
            hauptsachlich uberwiegend
            """),
        (Quantity.Many, "many often numerous frequently viele oft haufig"),
        (Quantity.Some, """
            some several certain sometimes partly partially occasionally einige manche manchmal teilweise mehrere
            """),
        (Quantity.Few, "few rarely seldom hardly minority wenige selten kaum"),
        (Quantity.Also, "also too auch ebenfalls"));

    private static readonly HashSet<string> Times =
        ["day", "week", "month", "year", "hour", "minute", "second", "time", "tag", "woche", "monat", "jahr", "other", "morning",
            "evening", "night", "half", "two", "three"];

    public static Quantifier? Of(IReadOnlyList<Token> tokens, int at)
    {
        var token = tokens[at];
        if (!token.IsWord || !Words.TryGetValue(token.Word, out var quantity) || !IsMeant(tokens, at))
            return null;
        return new Quantifier(at, quantity);
    }

    private static bool IsMeant(IReadOnlyList<Token> tokens, int at)
    {
        string? Next(int by) => at + by < tokens.Count ? tokens[at + by].Word : null;
        var before = at > 0 ? tokens[at - 1].Word : "";
        return tokens[at].Word switch
        {
            // At all, above all, in all; every day is how often; each other.
            "all" => before is not ("at" or "above" or "after" or "first")
                && !(before is "in" && (Next(1) is null or "," || tokens[at + 1].Kind == TokenKind.Number)),
            "every" or "each" => Next(1) is not { } time || (!Times.Contains(time) && tokens[at + 1].Kind != TokenKind.Number),
            "most" => before is not ("the" or "at" or "a") || Next(1) is "of",
            "too" => Next(1) is null or "." or ",",
            "few" => before is not ("a" or "the" or "past" or "last" or "next"),
            "several" or "certain" => true,
            "whole" => before is not ("a" or "as") && Next(1) is not ("blood" or "body" or "genome"),
            "only" => before is not "not" && Next(1) is not "child",
            "immer" => Next(1) is not ("mehr" or "noch"),
            "alle" => Next(1) is not { } german || !Times.Contains(german),
            _ => true,
        };
    }
}
