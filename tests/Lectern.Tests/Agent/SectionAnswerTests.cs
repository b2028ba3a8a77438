using Lectern.Server.Agent.Models.Extractive;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.AI;

namespace Lectern.Tests.Agent;

/// <summary>Without a model, what is there is found: sections by their titles, items, rows and labelled lines.</summary>
public sealed class SectionAnswerTests
{
    private const string Handbook = """
        # Yard rules

        ## Night work

        Whoever works after ten gets a lamp. The gate is shut at eleven.

        ## Berth fees

        Boats up to nine metres pay 12 crowns. Longer ones pay 20 crowns.

        ## Dogs

        - Dogs stay on a lead
        - Bites are told to the warden
        """;

    private const string Table = "| Boat | Length | Crew |\n| --- | --- | --- |\n| Marta | 14 m | 3 |\n| Ione | 22 m | 6 |";

    private const string Labels = "Name: Marta\nLength: 14 m\nHome port: Selm\nBuilt: 1987";

    [Theory]
    [InlineData("Night work", "Whoever works after ten gets a lamp. The gate is shut at eleven.")]
    [InlineData("berth fees", "Boats up to nine metres pay 12 crowns. Longer ones pay 20 crowns.")]
    [InlineData("Summarise the section Berth fees", "Boats up to nine metres pay 12 crowns. Longer ones pay 20 crowns.")]
    [InlineData(
        "What do the yard rules say about night work?",
        "Whoever works after ten gets a lamp. The gate is shut at eleven.")]
    [InlineData("How high are berth fees?", "Boats up to nine metres pay 12 crowns. Longer ones pay 20 crowns.")]
    [InlineData("Dogs", "Dogs stay on a lead")]
    public void A_sections_own_title_finds_it(string question, string quote) =>
        Assert.Equal(quote, Ask(question, Handbook)[0].Text);

    [Theory]
    [InlineData("Who won the night race?")]
    [InlineData("What do dolphins eat?")]
    public void A_title_that_shares_a_word_is_not_asked_for(string question) => Assert.Empty(Ask(question, Handbook));

    [Theory]
    [InlineData("Night work")]
    [InlineData("Tell me about night work.")]
    [InlineData("What does the section Night work say?")]
    public void A_section_is_quoted_from_its_beginning_whatever_was_found_first(string question)
    {
        QuotedPassage[] passages =
        [
            new("Lamps for night work hang at the gate. Night work is paid on Fridays.", "Yard rules > Night work", "a.md", 1),
            new("## Night work\n\nWhoever stays after ten gets a lamp.", "Yard rules", "a.md", 2),
        ];
        Assert.Equal("Whoever stays after ten gets a lamp.", Ask(question, passages)[0].Text);
    }

    [Theory]
    [InlineData("4.2 Leave")]
    [InlineData("Leave")]
    [InlineData("Tell me about leave")]
    public void A_numbered_section_is_found_with_its_number_and_without(string question)
    {
        const string Text = "## 4.1 Lamps\n\nLamps hang here.\n\n## 4.2 Leave\n\nStaff may go in May.";
        Assert.Equal("Staff may go in May.", Ask(question, Text)[0].Text);
    }

    [Theory]
    [InlineData("Tell me about crown lamps.")]
    [InlineData("What is the lamp fee?")]
    [InlineData("Summarise the section Test 7")]
    [InlineData("Tell me about the berth masters")]
    public void A_name_whose_words_stand_apart_or_not_at_all_is_not_found(string question) =>
        Assert.Empty(Ask(question, Handbook + "\n\n## Test 1\n\nThe test is passed with 7 of the 9 marks."));

    [Theory]
    [InlineData("What did a berth cost in 2019?", false)]
    [InlineData("What did a berth cost in 2021?", true)]
    public void A_year_that_nothing_speaks_of_is_not_answered_with_another(string question, bool isAnswered) => Assert.Equal(
        isAnswered, Ask(question, "In 2021 a berth did cost 12 crowns. A berth did cost more in the year after.").Count > 0);

    [Theory]
    [InlineData("What is a berth of 2000 kilograms?")]
    [InlineData("What did a berth of 2,000 kilograms cost?")]
    [InlineData("Did a berth cost 1500 crowns?")]
    [InlineData("Does a berth hold 2000 kilograms in 2021?")]
    public void A_quantity_is_no_year(string question) =>
        Assert.NotEmpty(Ask(question, "A berth did cost 12 crowns in 2021 and holds two thousand kilograms."));

    [Fact]
    public void A_row_is_found_by_the_names_of_all_its_columns_however_wide_it_is()
    {
        var fillers = Enumerable.Range(0, 90).Select(i => $"Column number {i}").ToList();
        var table = $"| Boat | {string.Join(" | ", fillers)} | Anchor weight |\n"
            + $"|{string.Concat(Enumerable.Repeat(" --- |", 92))}\n"
            + $"| Marta | {string.Join(" | ", fillers.Select((_, i) => $"{i} m"))} | 40 kg |";
        var units = QuoteUnits.Of(new QuotedPassage(table, "", "a.md", 1), []);
        var row = Assert.Single(units);
        Assert.All(QuoteUnits.TermsOf("boat anchor weight"), t => Assert.True(row.IsAbove(t) && row.Terms.Contains(t)));
    }

    [Fact]
    public void A_year_is_also_the_documents_own()
    {
        var passage = new QuotedPassage("A berth did cost 12 crowns.", "", "a.txt", 1) { Date = "2021-03-01" };
        Assert.NotEmpty(Ask("What did a berth cost in 2021?", [passage]));
        Assert.Empty(Ask("What did a berth cost in 2022?", [passage]));
    }

    [Theory]
    [InlineData("How many crew has the Ione?", "| Ione | 22 m | 6 |", "Boat, Length, Crew")]
    [InlineData("What is the length of the Marta?", "| Marta | 14 m | 3 |", "Boat, Length, Crew")]
    public void A_row_is_quoted_with_the_names_of_its_columns(string question, string quote, string columns)
    {
        var quoted = Ask(question, Table)[0];
        Assert.Equal((quote, columns), (quoted.Text, quoted.Columns));
    }

    [Theory]
    [InlineData("What is the home port?", "Home port: Selm")]
    [InlineData("When was the Marta built?", "Built: 1987")]
    public void A_value_is_quoted_with_its_label(string question, string quote) =>
        Assert.Equal(quote, Ask(question, Labels)[0].Text);

    [Theory]
    [InlineData("tell me more")]
    [InlineData("Yes please")]
    [InlineData("ja bitte")]
    [InlineData("go on")]
    public void More_is_what_was_not_told_yet(string prompt)
    {
        var text = "The mole of Selm is 90 metres long. The mole of Selm was built by Orsina. The mole of Selm is lit at night.";
        var first = Ask("How long is the mole of Selm?", text)[0].Text;
        var question = Follow("How long is the mole of Selm?", $"Quotes:\n\n> {first} [1]\n>\n> — a.txt", prompt);
        Assert.Equal("How long is the mole of Selm?", question.Query);
        var more = QuoteSelection.Choose(
            question, [new QuotedPassage(text, "", "a.txt", 1)], null, TestContext.Current.CancellationToken);
        Assert.NotEmpty(more);
        Assert.DoesNotContain(first, more.Select(q => q.Text));
    }

    [Theory]
    [InlineData("and the second one?", "and the second one? boats ione tarn")]
    [InlineData("Und das zweite?", "Und das zweite? boats ione tarn")]
    [InlineData("Wann?", "Wann? boats")]
    [InlineData("Et la deuxième ?", "Et la deuxième ? boats ione tarn")]
    [InlineData("¿Y la segunda?", "¿Y la segunda? boats ione tarn")]
    [InlineData("Quand ?", "Quand ? boats")]
    [InlineData("¿Cuándo?", "¿Cuándo? boats")]
    [InlineData("Y a-t-il un phare ?", "Y a-t-il un phare ?")]
    [InlineData("Who was the premier of the island?", "Who was the premier of the island?")]
    [InlineData("¿Cuándo se construyó el faro de la isla?", "¿Cuándo se construyó el faro de la isla?")]
    [InlineData("Oui, continuez s'il vous plaît", "Which boats are there?")]
    [InlineData("Sí, más detalles por favor", "Which boats are there?")]
    public void A_follow_up_means_what_was_said(string prompt, string query) => Assert.Equal(query, Follow(
        "Which boats are there?",
        "Quotes:\n\n> Here is Marta of Selm. [1]\n>\n> — a.txt\n\n> There is Ione of Tarn. [2]\n>\n> — a.txt",
        prompt).Query);

    [Fact]
    public void The_shared_case_of_titles_is_answered()
    {
        var handbook = File.ReadAllText(SharedFiles.Need("cases/answers/heading-word-for-word/handbook.md"));
        Assert.StartsWith("Staff may stay at home", Ask("Parental leave", handbook)[0].Text, StringComparison.Ordinal);
        Assert.StartsWith(
            "Staff may stay at home", Ask("How long is parental leave?", handbook)[0].Text, StringComparison.Ordinal);
        Assert.StartsWith("Tickets in the second class", Ask("travel costs", handbook)[0].Text, StringComparison.Ordinal);
        Assert.StartsWith(
            "From the fourth day", Ask(
                "What does the handbook say about sick days?",
                handbook)[0].Text, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Quote> Ask(string question, string text) =>
        Ask(question, [new QuotedPassage(text, "", "a.txt", 1)]);

    private static IReadOnlyList<Quote> Ask(string question, QuotedPassage[] passages) =>
        QuoteSelection.Choose(new Question(question, ""), passages, null, TestContext.Current.CancellationToken);

    private static Question Follow(string first, string answer, string prompt) => Question.Of(
        [new(ChatRole.User, first), new(ChatRole.Assistant, answer), new(ChatRole.User, prompt)], 2);
}
