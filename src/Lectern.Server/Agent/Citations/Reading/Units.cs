using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>Words and signs of units, by the one that stands for them; lower case, without accents. Thread-safe.</summary>
internal static class Units
{
    /// <summary>The unit of numbers that count a place in a row: 3rd, third.</summary>
    public const string Place = "#";

    private static readonly Dictionary<string, string> Names = WordList.First($"{Latin} | {Plain(OtherScripts)}");

    private const string Latin = """
        % percent pct prozent porciento | permille promille ‰ | € eur euro euros | $ usd dollar dollars us$ | £ gbp pound
        pounds sterling | chf franc francs franken sfr | yen jpy ¥ | kroner krone kronor nok sek dkk kr | rupee rupees inr ₹ |
        cent cents ct | mark dm | year years year-old yr yrs jahr jahre jahren jahres an ans annee annees ano anos | month
        months monat monate monaten mois mes meses | week weeks wk wks woche wochen semaine semaines semana semanas | day days
        tag tage tagen jour jours dia dias | hour hours h hr hrs stunde stunden heure heures hora horas | minute minutes min
        mins minuten minuto minutos | second seconds s sec secs sekunde sekunden segundo segundos | ms millisecond
        milliseconds millisekunden | decade decades jahrzehnt jahrzehnte | century centuries jahrhundert jahrhunderte | km
        kilometre kilometres kilometer kilometers kilometern | m metre metres meter meters metern metro metros | cm centimetre
        centimetres centimeter centimeters zentimeter | mm millimetre millimetres millimeter millimeters | μm micrometre
        micrometres micrometer micron microns microm | nm nanometre nanometres nanometer nanometers | mile miles mi | ft foot
        feet | inch inches in | yard yards yd | kn knot knots kt kts knoten | ha hectare hectares hektar | acre acres | kg
        kilogram kilograms kilo kilos kilogramm kilogramme | g gram grams gramm gramme | mg milligram milligrams milligramm |
        μg microgram micrograms mcg mikrogramm | ng nanogram nanograms | t tonne tonnes ton tons tonnen tonnage | lb lbs | oz
        ounce ounces | l litre litres liter liters litern litro litros | ml millilitre millilitres milliliter milliliters | μl
        microl microlitre | gallon gallons gal | kw kilowatt kilowatts | mw megawatt megawatts | gw gigawatt gigawatts | w
        watt watts | kwh | mwh | gwh | v volt volts | kv kilovolt kilovolts | a amp amps ampere amperes | hp horsepower ps |
        hz hertz | khz kilohertz | mhz megahertz | ghz gigahertz | bar bars | psi | pa pascal | kpa | mpa | hpa | mmhg | j
        joule joules | kj | kcal | cal | n newton newtons | kn kilonewton | mm mmol | mol mole moles | nmol | nm | kb kilobyte
        kilobytes | mb megabyte megabytes | gb gigabyte gigabytes | tb terabyte terabytes | page pages seite seiten | °c
        celsius | °f fahrenheit | degree degrees grad ° | mph | kmh | knot | m2 sqm qm | m3 cbm | km2 | cm2 | cm3 | mm2 | db
        decibel decibels | kda kd | bp | dpi | rpm | # st nd rd th
        """;

    /// <summary>
    /// Russian, Arabic, Chinese and Japanese: a Chinese word is two signs, as tokens are. Not the Russian words of calendar
    /// years, of grams (their sign is also the year's) and of pounds (of money and of weight).
    /// </summary>
    private const string OtherScripts = """
        % процент процента процентов بالمئة بالمائة | € евро يورو 欧元 | $ доллар доллара долларов долларах دولار دولارا
        دولارات 美元 美金 | rouble рубль рубля рублей руб ₽ | yen иена иены иен 日元 | year лет годы годах عام عاما سنه
        سنوات اعوام | month месяц месяца месяцев شهر شهرا اشهر شهور | week неделя недели недель неделю اسبوع اسابيع |
        day день дня дней сутки суток يوم يوما ايام | hour час часа часов ساعه ساعات 小时 小時 時間 | minute минута минуты
        минут минуту دقيقه دقايق 分钟 分鐘 | second секунда секунды секунд секунду ثانيه ثواني | century век века веков
        قرن قرون 世纪 世紀 | km километр километра километров км كيلومتر كيلومترا كيلومترات كم 公里 千米 | m метр метра метров
        متر مترا امتار | cm сантиметр сантиметра сантиметров см سنتيمتر سنتيمترا 厘米 公分 | mm миллиметр миллиметра
        миллиметров мм مليمتر مليمترا 毫米 | mile миля мили миль ميل ميلا اميال 英里 | ft фут фута футов قدم قدما 英尺 |
        inch дюйм дюйма дюймов بوصه 英寸 | ha гектар гектара гектаров هكتار هكتارا 公顷 | kg килограмм килограмма
        килограммов кг كيلوغرام كيلوغراما كيلوجرام 公斤 千克 | g غرام غراما جرام | t тонна тонны тонн طن طنا اطنان | l
        литр литра литров لتر لترا لترات | kw киловатт киловатта квт كيلوواط | mw мегаватт мегаватта мвт ميغاواط |
        page страница страницы страниц صفحه صفحات
        """;

    /// <summary>Units that are other words as well, and count only right behind their number.</summary>
    private static readonly HashSet<string> Short = ["s", "h", "m", "g", "l", "t", "w", "v", "n", "j", "kr", "ton", "cal", "ct",
        "hp", "ps", "kn", "pa", "mm",
        "фут", "час", "день", "век", "лет", "кг", "см", "كم", "قدم", "عام", "يوم", "قرن", "طن", "متر", "ميل"];

    /// <summary>Units that count only where they are written together with their number.</summary>
    private static readonly HashSet<string> Joined = ["in", "a", "an", "mes", "mi", "degree"];

    /// <summary>The words as tokens have them.</summary>
    private static string Plain(string words) => string.Join(
        ' ', WordList.Of(words).Select(w => w.Length > 1 && char.IsLetter(w[0]) ? string.Concat(Terms.Words(w)) : w));

    /// <returns>The unit's one name; null when the word is none.</returns>
    public static string? Name(string word) => Joined.Contains(word) ? null : Names.GetValueOrDefault(word);

    /// <returns>The name of a unit that is written together with its number.</returns>
    public static string? JoinedName(string word) => Names.GetValueOrDefault(word);

    /// <summary>Whether a word says a unit wherever it stands.</summary>
    public static bool IsSure(string word) => Names.ContainsKey(word) && !Short.Contains(word) && !Joined.Contains(word);

    public static bool IsShort(string word) => Short.Contains(word) || Joined.Contains(word);

    /// <summary>Whether both units measure money.</summary>
    public static bool IsMoney(string? unit) =>
        unit is "€" or "$" or "£" or "chf" or "yen" or "kroner" or "rupee" or "cent" or "mark";
}
