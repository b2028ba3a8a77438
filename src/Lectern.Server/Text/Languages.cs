using Lucene.Net.Analysis.Ar;
using Lucene.Net.Analysis.Bg;
using Lucene.Net.Analysis.Ca;
using Lucene.Net.Analysis.Cz;
using Lucene.Net.Analysis.Da;
using Lucene.Net.Analysis.De;
using Lucene.Net.Analysis.El;
using Lucene.Net.Analysis.Es;
using Lucene.Net.Analysis.Eu;
using Lucene.Net.Analysis.Fi;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.Ga;
using Lucene.Net.Analysis.Gl;
using Lucene.Net.Analysis.Hi;
using Lucene.Net.Analysis.Hu;
using Lucene.Net.Analysis.Hy;
using Lucene.Net.Analysis.Id;
using Lucene.Net.Analysis.It;
using Lucene.Net.Analysis.Lv;
using Lucene.Net.Analysis.Nl;
using Lucene.Net.Analysis.No;
using Lucene.Net.Analysis.Pt;
using Lucene.Net.Analysis.Ro;
using Lucene.Net.Analysis.Ru;
using Lucene.Net.Analysis.Sv;
using Lucene.Net.Analysis.Tr;
using Lucene.Net.Tartarus.Snowball.Ext;
using Snowball = Lucene.Net.Tartarus.Snowball.Ext;

namespace Lectern.Server.Text;

/// <summary>
/// The languages whose stemmers and stop words Lucene.NET has: Snowball's where there are any. English is none of them: it is
/// what a text in Latin letters is taken for that shows no other. Thread-safe.
/// </summary>
internal static class Languages
{
    /// <summary>Those that share a script, and are told apart by their stop words.</summary>
    public static IReadOnlyList<Language> All { get; } =
    [
        new("de", Script.Latin, Stemmers.Snowball<German2Stemmer>(), () => GermanAnalyzer.DefaultStopSet),
        new("fr", Script.Latin, Stemmers.Snowball<Snowball.FrenchStemmer>(), () => FrenchAnalyzer.DefaultStopSet),
        new("es", Script.Latin, Stemmers.Snowball<SpanishStemmer>(), () => SpanishAnalyzer.DefaultStopSet),
        new("it", Script.Latin, Stemmers.Snowball<ItalianStemmer>(), () => ItalianAnalyzer.DefaultStopSet),
        new("pt", Script.Latin, Stemmers.Snowball<Snowball.PortugueseStemmer>(), () => PortugueseAnalyzer.DefaultStopSet),
        new("nl", Script.Latin, Stemmers.Snowball<Snowball.DutchStemmer>(), () => DutchAnalyzer.DefaultStopSet),
        new("sv", Script.Latin, Stemmers.Snowball<SwedishStemmer>(), () => SwedishAnalyzer.DefaultStopSet),
        new("da", Script.Latin, Stemmers.Snowball<DanishStemmer>(), () => DanishAnalyzer.DefaultStopSet),
        new("no", Script.Latin, Stemmers.Snowball<NorwegianStemmer>(), () => NorwegianAnalyzer.DefaultStopSet),
        new("fi", Script.Latin, Stemmers.Snowball<FinnishStemmer>(), () => FinnishAnalyzer.DefaultStopSet),
        new("hu", Script.Latin, Stemmers.Snowball<HungarianStemmer>(), () => HungarianAnalyzer.DefaultStopSet),
        new("ro", Script.Latin, Stemmers.Snowball<RomanianStemmer>(), () => RomanianAnalyzer.DefaultStopSet),
        new("tr", Script.Latin, Stemmers.Snowball<TurkishStemmer>(), () => TurkishAnalyzer.DefaultStopSet),
        new("ca", Script.Latin, Stemmers.Snowball<CatalanStemmer>(), () => CatalanAnalyzer.DefaultStopSet),
        new("eu", Script.Latin, Stemmers.Snowball<BasqueStemmer>(), () => BasqueAnalyzer.DefaultStopSet),
        new("ga", Script.Latin, Stemmers.Snowball<IrishStemmer>(), () => IrishAnalyzer.DefaultStopSet),
        new("cs", Script.Latin, Stemmers.Light(() => new CzechStemmer().Stem), () => CzechAnalyzer.DefaultStopSet),
        new("lv", Script.Latin, Stemmers.Light(() => new LatvianStemmer().Stem), () => LatvianAnalyzer.DefaultStopSet),
        new("gl", Script.Latin, Stemmers.Light(() => new GalicianStemmer().Stem), () => GalicianAnalyzer.DefaultStopSet),
        new("id", Script.Latin, Stemmers.Light(() => Indonesian), () => IndonesianAnalyzer.DefaultStopSet),
        new("ru", Script.Cyrillic, Stemmers.Snowball<RussianStemmer>(), () => RussianAnalyzer.DefaultStopSet),
        new("bg", Script.Cyrillic, Stemmers.Light(() => new BulgarianStemmer().Stem), () => BulgarianAnalyzer.DefaultStopSet),
    ];

    private static readonly Language Arabic =
        new("ar", Script.Arabic, Stemmers.Light(() => new ArabicStemmer().Stem), () => ArabicAnalyzer.DefaultStopSet);

    private static readonly Language Greek =
        new("el", Script.Greek, Stemmers.Light(() => new GreekStemmer().Stem), () => GreekAnalyzer.DefaultStopSet);

    private static readonly Language Hindi =
        new("hi", Script.Devanagari, Stemmers.Light(() => new HindiStemmer().Stem), () => HindiAnalyzer.DefaultStopSet);

    private static readonly Language Armenian =
        new("hy", Script.Armenian, Stemmers.Snowball<ArmenianStemmer>(), () => ArmenianAnalyzer.DefaultStopSet);

    private static readonly Language Hebrew = new("he", Script.Hebrew, WithoutArticle, () => []);

    /// <summary>The language that a script tells, or that stands for all who write it; null where there is none.</summary>
    public static Language? Of(Script script) => script switch
    {
        Script.Arabic => Arabic,
        Script.Greek => Greek,
        Script.Devanagari => Hindi,
        Script.Armenian => Armenian,
        Script.Hebrew => Hebrew,
        _ => null,
    };

    private static string WithoutArticle(string word) =>
        word.Length > 3 && word[0] == 'ה' ? word[1..] : word.Length > 4 && word[1] == 'ה'
            && word[0] is 'ו' or 'ש' ? word[2..] : word;

    /// <summary>Endings only: what stands before a word's root may change its meaning.</summary>
    private static int Indonesian(char[] letters, int length) =>
        new IndonesianStemmer().Stem(letters, length, stemDerivational: false);
}
