namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>A verb of which somebody can be the object, and its forms.</summary>
internal sealed record TransitiveVerb(string Third, string Past, string Participle)
{
    /// <summary>Base forms; with the past and the participle where they are irregular.</summary>
    private const string Others =
        "regulate activate cause affect promote control defeat attack capture destroy produce replace support influence "
        + "establish follow join use protect help block target express stimulate trigger determine recruit invade conquer "
        + "visit kill kiss love hate watch ask answer call obey thank identify reveal compare explain design develop discover "
        + "introduce invent publish purchase acquire succeed elect appoint marry command employ serve assist accompany greet "
        + "punish praise blame accuse address admire despise fear pity embrace notice recognize recognise remember recall "
        + "govern rule own operate manage lead:led:led found:founded:founded build:built:built write:wrote:written "
        + "see:saw:seen hear:heard:heard find:found:found give:gave:given take:took:taken teach:taught:taught win:won:won "
        + "buy:bought:bought sell:sold:sold send:sent:sent bring:brought:brought tell:told:told leave:left:left "
        + "lose:lost:lost drive:drove:driven choose:chose:chosen know:knew:known make:made:made overcome:overcame:overcome "
        + "bind:bound:bound strike:struck:struck beat:beat:beaten increase decrease limit alter change form abolish reverse "
        + "correct exceed encounter confront oppose resist restore preserve supply show:showed:shown hold:held:held";

    /// <summary>Whose present is no noun's plural.</summary>
    private const string Plain =
        "inhibit induce reduce prevent suppress enhance impair encode contain predict require create "
        + "represent include provide enable describe mediate modulate generate facilitate attenuate";

    /// <summary>By the form that a sentence has.</summary>
    public static IReadOnlyDictionary<string, TransitiveVerb> ByForm { get; } =
        Others.Split(' ').Select(Of).Select(v => (Form: v.Past, Verb: v))
            .Concat(Plain.Split(' ').Select(Of).SelectMany(v => new[] { (Form: v.Past, Verb: v), (Form: v.Third, Verb: v) }))
            .ToDictionary(p => p.Form, p => p.Verb, StringComparer.Ordinal);

    public string Passive(string form, string done)
    {
        var isPlural = done.EndsWith('s') && !done.EndsWith("ss", StringComparison.Ordinal);
        return $"{(form == Past ? isPlural ? "were" : "was" : isPlural ? "are" : "is")} {Participle}";
    }

    private static TransitiveVerb Of(string entry)
    {
        var parts = entry.Split(':');
        var root = parts[0];
        var isY = root.EndsWith('y') && !"aeiou".Contains(root[^2], StringComparison.Ordinal);
        var third = root.EndsWith('s') || root.EndsWith("ch", StringComparison.Ordinal)
            || root.EndsWith("sh", StringComparison.Ordinal)
            ? root + "es"
            : isY ? root[..^1] + "ies" : root + "s";
        var past = root.EndsWith('e') ? root + "d" : isY ? root[..^1] + "ied" : root == "control" ? "controlled" : root + "ed";
        return parts.Length == 3 ? new TransitiveVerb(third, parts[1], parts[2]) : new TransitiveVerb(third, past, past);
    }
}
