using System.Collections.Frozen;

namespace Lectern.Server.Text;

/// <summary>
/// Words that ask, and say nothing about what is asked for, by language: lists of stop words are made of texts, which ask seldom,
/// and lack many of them. Thread-safe.
/// </summary>
internal static class QuestionWords
{
    private static readonly FrozenDictionary<string, string> ByLanguage = new Dictionary<string, string>
    {
        ["de"] = "wer wen wem wessen was wann wo woher wohin wie warum wieso weshalb welche welcher welches welchen welchem "
            + "wieviel wieviele viel viele vielen wobei womit wodurch wofür woran worauf woraus worin wovon "
            + "wozu heißt heißen hieß "
            + "hießen nennt nennen nenne genannt gibt gab",
        ["fr"] = "qui que quoi quel quelle quels quelles quand où comment pourquoi combien lequel laquelle "
            + "lesquels lesquelles est "
            + "appelle appelait nommez citez",
        ["es"] = "quién quiénes qué cuál cuáles cuándo dónde adónde cómo cuánto cuánta cuántos cuántas llama llaman llamaba "
            + "llamó mencione nombra",
        ["it"] = "chi che cosa quale quali qual quando dove come perché quanto quanta quanti quante chiama chiamava",
        ["pt"] = "quem que qual quais quando onde aonde como porque quê quanto quanta quantos quantas chama chamava cite",
        ["nl"] = "wie wat wanneer waar waarheen waarom hoe hoeveel welk welke wiens waarmee waardoor waarvan heet heette noem",
        ["sv"] = "vem vilka vilken vilket vad när var vart varför hur många mycket heter hette",
        ["da"] = "hvem hvad hvornår hvor hvorfor hvordan hvilken hvilket hvilke hvis mange meget hedder hed",
        ["no"] = "hvem hva når hvor hvorfor hvordan hvilken hvilket hvilke mange mye heter het",
        ["fi"] = "kuka ketkä kenen mikä mitä mitkä minkä milloin koska missä mistä mihin miksi miten kuinka monta paljon",
        ["hu"] = "ki kik kit mi mit mik mikor hol hová honnan miért hogyan hány mennyi melyik milyen",
        ["ro"] = "cine ce care cui când unde cum cât câtă câți câte numește numeşte numit",
        ["tr"] = "kim kime kimin ne neyi nedir nerede nereye nereden zaman niçin neden nasıl kaç kaçıncı hangi hangisi kadar",
        ["ca"] = "qui què quin quina quins quines quan on com perquè quant quanta quants quantes",
        ["cs"] = "kdo koho komu co čeho kdy kde kam odkud proč jak kolik který která které kteří jaký jaká jaké",
        ["lv"] = "kas ko kam kad kur kāpēc kā cik kurš kura kuri",
        ["gl"] = "quen que cal cales cando onde como canto canta cantos cantas",
        ["id"] = "siapa apa kapan dimana mana kemana mengapa kenapa bagaimana berapa apakah",
        ["ru"] = "кто кого кому кем что чего чему чем когда где куда откуда почему зачем как какой какая какое "
            + "какие какого каком "
            + "какую каким каких сколько чей чья чьё чьи называется называют назовите зовут",
        ["bg"] = "кой коя кое кои кого какво кога къде откъде защо как колко какъв каква какви нарича",
        ["el"] = "ποιος ποια ποιο ποιοι ποιες ποιον ποιου τι πότε πού γιατί πώς πόσο πόση πόσα πόσοι πόσες "
            + "πόσων ονομάζεται λέγεται",
        ["hi"] = "कौन किस किसे किसने किसका किसकी किसके क्या कब कहाँ कहां क्यों कैसे कितना कितने कितनी कौनसा कौनसी",
        ["ar"] = "من ما ماذا متى أين كيف لماذا لم كم هل أي أية بم مم عم اذكر يسمى تسمى",
        ["hy"] = "ով ում ինչ երբ որտեղ ինչու ինչպես քանի որքան որ",
        ["he"] = "מי מה מתי איפה היכן לאן מאין למה מדוע איך כיצד כמה איזה איזו אילו של את על הוא היא הם היה הייתה",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="language">ISO 639-1.</param>
    public static string[] Of(string language) =>
        ByLanguage.GetValueOrDefault(language, "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
