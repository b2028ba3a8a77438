using System.Text.RegularExpressions;
using Lectern.Tests.Fakes;
using Lectern.Web.Languages;

namespace Lectern.Tests.Web;

/// <summary>Every language says the same things, all that is said stands in its file, and nothing else does.</summary>
public sealed partial class LanguageTests
{
    private static readonly string Page = Path.Combine(Repository.Root, "src/Lectern.Web");
    private static readonly string Shell = File.ReadAllText(Path.Combine(Page, "wwwroot/index.html"));
    private static readonly Dictionary<string, string> English = PlainWriting.Texts("en");

    public static TheoryData<string> Languages => new(ListedLanguage().Matches(Shell).Select(m => m.Groups[1].Value));

    [Fact]
    public void The_page_lists_each_file_of_a_language() => Assert.Equal(
        Directory.GetFiles(PlainWriting.Folder).Select(Path.GetFileNameWithoutExtension).Order(),
        Languages.Select(row => row.Data).Order());

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_language_has_every_text_in_its_own_forms_and_no_other(string language)
    {
        var forms = Plurals.Forms(language);
        Assert.Equal(
            Sorted(Bases(English).SelectMany(text => text.IsCounted ? forms.Select(form => $"{text.Key}.{form}") : [text.Key])),
            Sorted(PlainWriting.Texts(language).Keys));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_text_keeps_its_places_and_is_not_left_in_English(string language)
    {
        var texts = PlainWriting.Texts(language);
        var same = 0;
        foreach (var (key, isCounted) in Bases(English))
        {
            var wanted = Places(English[isCounted ? key + ".other" : key]);
            foreach (var form in isCounted ? Plurals.Forms(language).Select(f => "." + f) : [""])
            {
                var text = texts[key + form];
                Assert.False(string.IsNullOrWhiteSpace(text), key + form);
                Assert.DoesNotContain('\n', text);

                // A form of one number only may say it in a word.
                var places = Places(text);
                if (form is ".zero" or ".one" or ".two" && wanted.Contains("{0}"))
                    places.Add("{0}");
                Assert.True(wanted.SetEquals(places), $"{key}{form}: {text}");
                var isSame = form is "" or ".other" && text == English[key + form];
                same += isSame && Letter().IsMatch(PlaceName().Replace(text, "")) ? 1 : 0;
            }
        }

        if (language != "en")
            Assert.InRange(same, 0, 30);
    }

    [Fact]
    public void Every_text_is_used_and_every_use_has_a_text()
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var counted = new HashSet<string>(StringComparer.Ordinal);
        var sources = SourceLiterals.Files(Page).Append(Path.Combine(Page, "wwwroot/index.html")).Select(File.ReadAllText);
        var keys = Bases(English).ToDictionary(t => t.Key, t => t.IsCounted, StringComparer.Ordinal);
        foreach (var source in sources)
        {
            foreach (Match use in Use().Matches(source))
            {
                foreach (Match key in Key().Matches(use.Value))
                    used.Add(key.Groups[1].Value);
                if (use.Value.StartsWith("Strings.Count", StringComparison.Ordinal))
                    counted.Add(Key().Match(use.Value).Groups[1].Value);
            }
        }

        Assert.Equal(Sorted(keys.Keys), Sorted(used));
        Assert.Equal(Sorted(keys.Where(k => k.Value).Select(k => k.Key)), Sorted(counted));
    }

    [Fact]
    public void No_words_are_written_into_a_component() => Assert.Equal([], SourceLiterals.Words(Page));

    [Theory]
    [InlineData("<p class=\"two words\">Some words</p>", "Some words")]
    [InlineData("<p>\n    @Name some more\n</p>", "some more")]
    [InlineData("@if (a > 0)\n{\n    <b title=\"A hint\" @onclick=\"() => Go()\">@Strings.Of(\"a.b\")</b>\n}", "A hint")]
    [InlineData("<b aria-label=\"@($\"Remove {Name}\")\"></b>", "Remove {Name}")]
    [InlineData("<b class=\"@(isOpen ? \"row open\" : \"row\")\">@(isOpen ? \"Less\" : \"x\")</b>", "Less")]
    [InlineData("<b></b>\n@code {\n    string Said => \"none of it\"; // No words.\n}", "none of it")]
    public void Words_in_a_component_are_seen_wherever_they_stand(string component, string words)
    {
        var folder = Directory.CreateTempSubdirectory("lectern-words-").FullName;
        File.WriteAllText(Path.Combine(folder, "A.razor"), component);
        Assert.Equal([$"A.razor: {words}"], SourceLiterals.Words(folder));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_shell_says_in_English_what_the_program_will()
    {
        foreach (Match place in ShellText().Matches(Shell))
            Assert.Equal(English[place.Groups["key"].Value], place.Groups["text"].Value);
        var box = ShellBox().Match(Shell);
        Assert.Equal(English[box.Groups["labelKey"].Value], box.Groups["label"].Value);
        Assert.Equal(English[box.Groups["placeholderKey"].Value], box.Groups["placeholder"].Value);
        var script = File.ReadAllText(Path.Combine(Page, "Scripts/language.js"));
        Assert.Contains(English["shell.not_loaded"], script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "other one other other other other")]
    [InlineData("de", "other one other other other other")]
    [InlineData("es", "other one other other other many")]
    [InlineData("fr", "one one other other other many")]
    [InlineData("zh", "other other other other other other")]
    [InlineData("ja", "other other other other other other")]
    [InlineData("ar", "zero one two few many other")]
    public void Forms_follow_the_rules_of_the_CLDR(string language, string forms)
    {
        long[] numbers = [0, 1, 2, 3, 11, 1_000_000];
        Assert.Equal(forms, string.Join(' ', numbers.Select(n => Plurals.Form(language, n))));
        Assert.All(Enumerable.Range(0, 2000), n => Assert.Contains(Plurals.Form(language, n), Plurals.Forms(language)));
    }

    [Theory]
    [InlineData(10, "few")]
    [InlineData(99, "many")]
    [InlineData(100, "other")]
    [InlineData(102, "other")]
    [InlineData(103, "few")]
    [InlineData(111, "many")]
    public void Arabic_counts_by_the_last_two_digits(long number, string form) => Assert.Equal(form, Plurals.Form("ar", number));

    [Fact]
    public void Words_that_are_put_in_are_set_apart_where_the_page_runs_from_the_right()
    {
        var texts = new Dictionary<string, string> { ["a"] = "x {1} {0} {2}", ["n.one"] = "{0} of {1}", ["n.other"] = "{0}s" };
        var (left, right) = (new StringTable("en", false, key => texts[key]), new StringTable("en", true, key => texts[key]));
        Assert.Equal("x b a {2}", left.Of("a", "a", "b"));
        Assert.Equal("x \u2068{0}\u2069 1,200 own", right.Of("a", 1200, "{0}", new Phrase("own")));
        Assert.Equal("1 of m", left.Count("n", 1, "m"));
        Assert.Equal("0s", left.Count("n", 0, "m"));
    }

    private static IEnumerable<(string Key, bool IsCounted)> Bases(Dictionary<string, string> texts) => texts.Keys
        .Select(key => key.EndsWith(".one", StringComparison.Ordinal) || key.EndsWith(".other", StringComparison.Ordinal)
            ? (key[..key.LastIndexOf('.')], true) : (key, false)).Distinct();

    private static IEnumerable<string> Sorted(IEnumerable<string> keys) => keys.Order(StringComparer.Ordinal);

    private static HashSet<string> Places(string text) => [.. PlaceName().Matches(text).Select(m => m.Value)];

    [GeneratedRegex("""rel="language" hreflang="(\w+)" """)]
    private static partial Regex ListedLanguage();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex PlaceName();

    [GeneratedRegex(@"\p{L}{3,}")]
    private static partial Regex Letter();

    /// <summary>Where a key stands: a call up to its first value, a parameter, an attribute of the shell.</summary>
    [GeneratedRegex(
        """Strings\.(?:Of|Count)\([^;]*?"[a-z_]+\.[a-z_]+"(?:\s*:\s*"[a-z_]+\.[a-z_]+")?|\btext\('[^']+'|"""
        + """<Sentence Key="@?[^<>]*?">|data-(?:text|label|placeholder)="[^"]+["]""")]
    private static partial Regex Use();

    [GeneratedRegex("""["']([a-z_]+\.[a-z_]+)["']""")]
    private static partial Regex Key();

    [GeneratedRegex("""data-text="(?<key>[^"]+)">(?<text>[^<]*)<""")]
    private static partial Regex ShellText();

    [GeneratedRegex(
        """aria-label="(?<label>[^"]*)" placeholder="(?<placeholder>[^"]*)"\s+"""
        + """data-label="(?<labelKey>[^"]+)" data-placeholder="(?<placeholderKey>[^"]+)["]""")]
    private static partial Regex ShellBox();
}
