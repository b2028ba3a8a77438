using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>Opposites, in English and German, by the stems of their words. Thread-safe.</summary>
internal static class Directions
{
    /// <summary>A claim that says one of these needs a text that says it.</summary>
    private const string Strong = """
        change: rise rises rising rose risen raise raised raises raising increase grow grows grew grown growing growth climb
            climbed jumped surge surged soar soared expand expansion elevate elevated elevates elevation upregulate
            upregulated gain gained gains enhance enhanced enhancement augment steigen stieg gestiegen stiegen zunahme
            zugenommen wachsen wuchs gewachsen erhoht erhohung improve improved improves improvement / fall falls fell fallen
            falling decrease decline drop dropped reduce reduction shrink shrinks shrank shrunk shrinking lose loses lost loss
            losses decline declined declines declining diminish dwindle sink sank sunk slump plunge downregulate downregulated
            lower lowered lowers lowering attenuate attenuated impair impaired impairment suppress suppressed worsen worsened
            worsens worsening deteriorate sinken sank gesunken sanken fallen fiel gefallen fielen abnahme abgenommen gesenkt
            senkung reduziert |
        extreme: maximum maximal max highest largest greatest longest peak most hochste grosste langste / minimum minimal min
            lowest smallest least shortest fewest niedrigste kleinste kurzeste
        """;

    private const string Weak = """
        change: up upward upwards upturn more higher greater / down downward downwards downturn less fewer lower smaller |
        level: high higher highest elevated increased increase upper uppermost above tall taller tallest hoch hoher hochste
            top / low lower lowest lowermost decreased reduced decrease reduce below beneath under niedrig niedriger
            niedrigste tief bottom |
        amount: more many most much majority multiple numerous additional mehr viele meisten plenty / less few fewer least
            fewest minority weniger wenige little |
        size: large larger largest big bigger biggest great greater greatest huge major gross grosser grosste extensive /
            small smaller smallest little tiny minor klein kleiner kleinste minimal limited |
        height: tall taller tallest / short shorter shortest |
        length: long longer longest lang langer langste / short shorter shortest brief kurz kurzer kurzeste |
        strength: strong stronger strongest strongly potent stark starker / weak weaker weakest weakly schwach schwacher |
        quality: good better best superior well improved gut besser beste / bad worse worst inferior poor poorer poorly
            schlecht schlechter |
        age: old older oldest elderly alt alter alteste / young younger youngest new newer newest jung junger jungste |
        time: early earlier earliest fruh fruher before prior preceding previous previously vor beforehand / late later latest
            spat spater after following subsequent subsequently nach afterwards afterward |
        order: first initial initially former erste ersten erster zuerst / last final finally latter letzte letzten letzter
            zuletzt |
        speed: fast faster fastest quick quicker quickly rapid rapidly schnell schneller / slow slower slowest slowly langsam
            langsamer |
        depth: deep deeper deepest tief tiefer / shallow shallower flach flacher |
        width: wide wider widest broad broader breit breiter / narrow narrower schmal schmaler |
        weight: heavy heavier heaviest schwer schwerer / light lighter lightest leicht leichter |
        price: expensive dear dearer costly costlier teuer teurer / cheap cheaper cheapest inexpensive billig billiger
            gunstiger |
        heat: hot hotter hottest warm warmer warmest heiss / cold colder coldest cool cooler kalt kalter |
        difficulty: hard harder difficult schwierig / easy easier simple simpler einfach leicht |
        sides: positive positively plus / negative negatively minus |
        north: north northern northward northwards nord nordlich norden / south southern southward southwards sud sudlich
            suden |
        east: east eastern eastward ost ostlich osten / west western westward westlich westen |
        left: left links / right rechts |
        inside: inside internal internally interior inner within innen innerhalb / outside external externally exterior outer
            aussen ausserhalb |
        stream: upstream / downstream |
        begin: begin begins began begun beginning start starts started starting commence beginnt begann / end ends ended
            ending finish finished stop stops stopped terminate ended endet endete |
        win: win wins won winning / lose loses lost losing |
        add: add adds added insert inserted / remove removes removed delete deleted |
        enter: enter enters entered join joins joined arrive arrives arrived / leave leaves left exit exited depart departs
            departed |
        support: support supports supported favour favor favoured / oppose opposes opposed against gegen |
        cause: activate activates activated activating activation promote promotes promoted promoting stimulate stimulates
            stimulated induce induces induced / inhibit inhibits inhibited inhibiting inhibition prevent prevents prevented
            suppress suppresses suppressed block blocks blocked repress represses repressed |
        trade: import imports imported importing / export exports exported exporting |
        profit: profit profits profitable / loss losses unprofitable |
        sex: male males man men boy boys / female females woman women girl girls |
        day: day daytime / night nighttime |
        wet: wet moist rainy / dry arid |
        full: full / empty |
        public: public publicly / private privately |
        strict: same equal equally identical similar similarly / different differently unequal dissimilar
        """;

    /// <summary>What is not the one is the other.</summary>
    private const string Binary = """
        open: open opens opened opening geoffnet offen / closes closed closing shut geschlossen |
        include: include includes included including inclusive enthalten eingeschlossen / exclude excludes excluded excluding
            exclusive ausgeschlossen |
        allow: allow allows allowed allowing permit permits permitted erlaubt gestattet / forbid forbids forbidden prohibit
            prohibits prohibited ban banned verboten |
        accept: accept accepts accepted approve approves approved adopt adopted / reject rejects rejected refuse refuses
            refused |
        succeed: succeed succeeds succeeded success successful successfully pass passes passed / fail fails failed failure
            unsuccessful unsuccessfully |
        possible: possible able / impossible unable |
        present: present presence / absent absence |
        necessary: necessary required mandatory compulsory obligatory / unnecessary optional voluntary |
        known: known / unknown
        """;

    private const string Unchanged = "unchanged constant stable steady same unverandert gleich";

    private static readonly HashSet<string> Changing = ["change", "changed", "changes", "vary", "varied", "varies"];

    private static readonly Way Stay = new("stay", -1, IsStrong: false, IsBinary: false);

    private static readonly Dictionary<string, List<Way>> Ways = [];

    static Directions()
    {
        AddPairs(Strong, isStrong: true, isBinary: false);
        AddPairs(Weak, isStrong: false, isBinary: false);
        AddPairs(Binary, isStrong: false, isBinary: true);
        Add("change", Unchanged, 0, isStrong: false, isBinary: false);
    }

    /// <summary>Whether a token says that nothing changed: "did not change".</summary>
    public static bool IsUnchanged(IReadOnlyList<Token> tokens, int at) => Changing.Contains(tokens[at].Word)
        && Enumerable.Range(Math.Max(0, at - 2), Math.Min(2, at)).Any(i => tokens[i].Word is "not" or "nicht" or "never");

    /// <summary>What a token says in its text.</summary>
    public static Direction? At(IReadOnlyList<Token> tokens, int at) => !Changing.Contains(tokens[at].Word) ? Of(tokens[at], at)
        : IsUnchanged(
            tokens, at) ? new Direction(at, [new Way("change", 0, IsStrong: true, IsBinary: false), Stay with { Sign = 1 }])
        : new Direction(at, [Stay]);

    public static bool IsOne(string word) => Ways.ContainsKey(word);

    public static Direction? Of(Token token, int at) =>
        token.IsWord && (Ways.GetValueOrDefault(token.Word) ?? Ways.GetValueOrDefault(token.Stem)) is { } ways
            ? new Direction(at, ways)
            : null;

    /// <param name="pairs">By bars; each an axis, a colon, its words that say up, a slash, and those that say down.</param>
    private static void AddPairs(string pairs, bool isStrong, bool isBinary)
    {
        foreach (var pair in pairs.Split('|'))
        {
            var (axis, words) = (
                pair[..pair.IndexOf(':', StringComparison.Ordinal)].Trim(),
                    pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..]);
            var sides = words.Split('/');
            Add(axis, sides[0], 1, isStrong, isBinary);
            Add(axis, sides[1], -1, isStrong, isBinary);
        }
    }

    private static void Add(string axis, string words, int sign, bool isStrong, bool isBinary)
    {
        foreach (var key in WordList.Of(words).SelectMany(w => new[] { w, Terms.Term(w) }).Distinct())
        {
            if (!Ways.TryGetValue(key, out var ways))
                Ways[key] = ways = [];
            if (!ways.Exists(w => w.Axis == axis))
                ways.Add(new Way(axis, sign, isStrong, isBinary));
        }
    }
}
