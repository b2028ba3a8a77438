using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>
/// Words for one thing: what a column is called, and what a sentence says of it. By stems, English and German. Thread-safe.
/// </summary>
internal static class Synonyms
{
    private static readonly Dictionary<string, string[]> Groups = Make("""
        price cost costs fare fee charge rate tariff amount pay paid priced expense preis preise kostet kosten gebuhr tarif |
        weight weigh weighs weighed mass heavy gewicht wiegt masse schwer | length long länge lang laenge lange measure |
        height high tall altitude elevation hohe hoch | width wide breadth broad beam breite breit | depth deep draught draft
        tiefe tief tiefgang | speed fast velocity knots travel geschwindigkeit schnell | age old alter alt | area size surface
        covers flache | temperature hot warm cold temperatur | duration take takes took last lasts lasted time crossing trip
        journey dauer dauert fahrzeit | distance far away entfernung | population inhabitants residents people einwohner
        bevolkerung | employees employ employs staff people workers personnel workforce employed headcount mitarbeiter
        beschaftigte beschaftigt | capacity carry carries carried hold holds holding seat seats accommodate accommodates room
        fit fits take takes transport space kapazitat fasst | passenger passengers people persons travellers guests passagiere
        fahrgaste | car cars vehicle vehicles auto autos pkw fahrzeuge | crew sailors staff besatzung mannschaft | built build
        construct constructed construction launched built completed made baujahr gebaut | founded found established founding
        foundation set gegrundet grundung | born birth birthday geboren | died death dead gestorben tod | opened open opening
        eroffnet | revenue turnover sales income umsatz erlos | profit earnings gewinn | salary wage pay earns earn lohn
        gehalt verdient | quantity count number stock units anzahl menge bestand | flow throughput | power output performance
        leistung | pressure druck | consumption consume consumes uses use used verbrauch verbraucht | departure depart departs
        leave leaves left sails sail starts abfahrt | arrival arrive arrives reaches ankunft ankommt | owner owned owns own
        owner besitzer gehort | author wrote written writer autor | date day datum | manufacturer maker made produced
        hersteller | customer client kunde | total sum overall altogether amounts gesamt summe | share percentage percent
        proportion anteil | use employ utilize utilise | begin start commence | find found discover discovers discovered |
        employ use utilise utilize | demonstrate show | show demonstrate reveal indicate | obtain get gain receive | help
        assist aid | buy purchase acquire | majority most | approximately about roughly nearly almost | everyone all everybody
        | illness disease sickness | physician doctor | child children kid kids | need require necessary must | dropout
        dropouts dropped withdrew withdrawals | event events incident incidents | location place city town site ort | name
        called title named | type kind sort | minimum least lowest | maximum most highest | yearly annual annually jahrlich |
        daily täglich taglich | monthly | dose dosage
        """);

    /// <summary>Verbs whose forms no stem joins.</summary>
    private const string Irregular = """
        take takes took taken | show shows showed shown | see sees saw seen | give gives gave given | write writes wrote
        written | drive drives drove driven | make makes made | find finds found | lead leads led | hold holds held | leave
        leaves left | lose loses lost | tell tells told | bring brings brought | buy buys bought | sell sells sold | send
        sends sent | build builds built | teach teaches taught | win wins won | meet meets met | keep keeps kept | know knows
        knew known | grow grows grew grown | throw throws threw thrown | draw draws drew drawn | fly flies flew flown | begin
        begins began begun | sing sings sang sung | drink drinks drank drunk | swim swims swam swum | run runs ran | come
        comes came | become becomes became | overcome overcame | choose chooses chose chosen | speak speaks spoke spoken |
        break breaks broke broken | steal stole stolen | freeze froze frozen | wear wears wore worn | bear bears bore born
        borne | strike strikes struck | stick stuck | bind binds bound | wind wound | fight fights fought | think thinks
        thought | catch catches caught | seek seeks sought | feel feels felt | mean means meant | spend spends spent | lend
        lends lent | pay pays paid | say says said | lay lays laid | lie lies lay lain | rise rises rose risen | fall falls
        fell fallen | eat eats ate eaten | beat beats beaten | hide hides hid hidden | ride rides rode ridden | bite bites bit
        bitten | get gets got gotten | forget forgot forgotten | shoot shoots shot | sit sits sat | stand stands stood |
        understand understood | undergo undergoes underwent undergone | go goes went gone | do does did done | have has had |
        feed feeds fed | breed bred | flee fled | slide slid | hang hung | dig dug | swing swung | spin spun | shrink shrank
        shrunk | sink sank sunk | ring rang rung | swear swore sworn | tear tore torn | wake woke woken | arise arose arisen |
        forbid forbade forbidden | withdraw withdrew withdrawn | sleep slept | sweep swept | deal dealt | hear heard | child
        children | man men | woman women | foot feet | mouse mice | life lives | wife wives | half halves | analysis analyses
        | hypothesis hypotheses | crisis crises | index indices
        """;

    /// <returns>The stems of the words that mean the same; null when there are none.</returns>
    public static string[]? Of(string stem) => Groups.GetValueOrDefault(stem);

    private static Dictionary<string, string[]> Make(string groups)
    {
        var synonyms = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var group in WordList.Groups(groups).Concat(WordList.Groups(Irregular)))
        {
            string[] stems = [.. group.Select(Terms.Term).Distinct()];
            foreach (var stem in stems)
                synonyms[stem] = [.. (synonyms.GetValueOrDefault(stem) ?? []).Union(stems).Where(s => s != stem)];
        }

        return synonyms;
    }
}
