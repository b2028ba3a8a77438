namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>
/// Tells verbs by their form and their place, as far as that goes without a dictionary. English; German by common forms.
/// Thread-safe.
/// </summary>
internal static class VerbForms
{
    private static readonly HashSet<string> Common = WordList.Set("""
        costs cost weighs weigh carries carry takes take took holds hold held runs run ran leaves leave left arrives goes go
        went comes came makes make made gives give gave gets get got sails sail lies lie stands stand stood sits sit sat
        measures measure employs employ owns own teaches teach taught seats seat covers cover needs need produces produce
        flows flow joins join works work lives live sells sell sold buys buy bought pays pay paid begins begin began ends end
        starts start opens open closes close melts melt dissolves dissolve contains contain remains remain stays stay becomes
        become became wins win won loses lose lost meets meet met keeps keep kept burns burn speaks speak says say said shows
        show thinks think knows know knew sees see saw finds find found brings bring brought lasts last drives drive drove
        flies fly flew travels travel depends depend consists consist includes include requires require allows allow uses use
        eats eat ate grows grow rises rise fell falls fall reads read writes write wrote kostet wiegt hat hatte fahrt gehort
        liegt steht geht kommt dauert kauft verkauft verbraucht betragt bleibt stieg sank wuchs fiel
        """);

    public static bool Are(IReadOnlyList<Token> tokens, int at)
    {
        var token = tokens[at];
        if (!token.IsWord || token.IsCapital)
            return false;
        if (Common.Contains(token.Word))
            return true;
        return token.Word.Length > 4 && (token.Word.EndsWith("ed", StringComparison.Ordinal)
            || AreGerman(token));
    }

    /// <summary>A German participle, which stands at its sentence's end: gebaut.</summary>
    public static bool AreGerman(Token token) => token.IsWord && !token.IsCapital && token.Word.Length > 5
        && token.Word.StartsWith("ge", StringComparison.Ordinal) && token.Word.EndsWith('t');
}
