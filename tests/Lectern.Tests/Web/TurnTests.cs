using System.Text.Json;
using Lectern.Contracts;
using Lectern.Web.Chat;

namespace Lectern.Tests.Web;

/// <summary>How the page puts events together, which turns of many it shows, and what it exports.</summary>
public sealed class TurnTests
{
    private static readonly Usage Used = new(10, 5, 1, 1200);

    [Fact]
    public void A_stream_and_the_history_of_it_make_the_same_turn()
    {
        var call = new ToolCallEvent("retrieve", "c1", JsonElement.Parse("""{"query":"dome"}"""));
        var result = new ToolResultEvent("retrieve", "c1", JsonElement.Parse("""{"passages":[{},{}]}"""), null);
        ChatEvent[] history =
        [
            new UserInputEvent("When?"), new ThinkingEvent("Hm, so."), new TextEvent("I look.", []), call, result,
            new TextEvent("On **Thursday**.", []), new StopEvent(Used, false, null, []),
        ];
        ChatEvent[] streamed =
        [
            history[0], new ThinkingDeltaEvent(
                "Hm, "), new ThinkingDeltaEvent("so."), history[1], new TextDeltaEvent("I "), new TextDeltaEvent("look."),
            history[2], call, result, new TextDeltaEvent("On **Thurs"), new TextDeltaEvent("day**."), history[5], history[6],
        ];
        var read = Assert.Single(Turn.Of(history));
        var seen = new Turn("When?", 1);
        foreach (var next in streamed)
            seen.Apply(next);

        Assert.Equal(Shape(read), Shape(seen));
        Assert.Equal("I look.\n\nOn **Thursday**.", seen.Answer);
        Assert.Equal("Searched for “\u2068dome\u2069”: 2 passages", seen.Parts.OfType<ToolPart>().Single().Summary);
        Assert.False(seen.IsRunning);
    }

    [Fact]
    public void A_history_without_a_stop_runs_and_is_replayed_from_its_start()
    {
        var turns = Turn.Of(
            [new UserInputEvent("A"), new StopEvent(Used, false, null, []), new UserInputEvent("B"), new TextEvent("So f", [])]);
        Assert.Equal([(1, false), (2, true)], turns.Select(t => (t.Number, t.IsRunning)));
        turns[1].Reset();
        Assert.Empty(turns[1].Parts);
    }

    [Fact]
    public void Of_many_turns_those_near_the_view_are_shown_and_the_space_of_the_others_is_kept()
    {
        var turns = Enumerable.Range(1, 1000).Select(i => new Turn(new string('x', 850), i)).ToList();
        var window = new TurnWindow();
        foreach (var turn in turns)
            window.Measure(turn, 400);

        var (first, count, before, after) = window.Range(turns);
        Assert.Equal((1000, 0.0), (first + count, after));
        Assert.InRange(count, 4, 10);
        Assert.Equal(first * 400.0, before);

        window.Scroll(200_000, 800);
        (first, count, before, after) = window.Range(turns);
        Assert.InRange(first, 495, 500);
        Assert.Equal(400_000, before + (count * 400) + after);
        window.Scroll(0, 800);
        Assert.Equal((0, 0.0), (window.Range(turns).First, window.Range(turns).Before));
        Assert.Equal((0, 0, 0.0, 0.0), window.Range([]));
    }

    [Fact]
    public void An_export_names_the_sources_of_each_answer()
    {
        var citation = new Citation("[1]", 9, "idx", "dfl", "guide.pdf", 2, 3, 0, 9, "every\n Thursday", [], null, true);
        var turns = Turn.Of(
            [new UserInputEvent("When?"), new TextEvent("Thursday [1].", [citation]), new StopEvent(Used, false, null, [])]);
        Assert.Equal(
            "# Title\n\n## You\n\nWhen?\n\n## Answer\n\nThursday [1].\n\n[1]: guide.pdf, pages 2–3: “every Thursday”\n",
            MarkdownExport.Of("Title", turns));
        Assert.Equal("a--b---c.md", MarkdownExport.FileName("a: b<>/c"));
        Assert.Equal("chat.md", MarkdownExport.FileName("///"));
    }

    [Fact]
    public void A_text_has_its_unproved_sentences_with_what_a_source_says_otherwise()
    {
        var other = new ContradictedSpan(2, 15, "other_figure", "idx", "dfl", "guide.pdf", 2, 2, 0, 9, "It is blue.", [], null);
        var whole = new TextEvent(
            "😀 It is red now. Is it? It is old.", [], [new(2, 16, "contradicted"), new(24, 34, "no_mark")], [other]);
        var text = new TextPart();
        text.Complete(whole);
        Assert.Equal(["It is red now.", "It is old."], text.Unproved.Select(u => u.Text));
        Assert.Equal([other, null], text.Unproved.Select(u => u.Place.Contradiction));
        text.Complete(new TextEvent("As before.", []));
        Assert.Empty(text.Unproved);
    }

    [Fact]
    public void What_was_searched_is_counted_by_index_over_all_of_a_turns_searches()
    {
        FoundPassage Passage(string index, int start) => new(
            1, "dfl", "a.md", index, "A", null, null, start, start + 5, null, 0.5, "w");
        FoundPassages[] results =
        [
            new([Passage("a", 0), Passage("a", 9), Passage("b", 0)], false) { Searched = [new("a", 7), new("b", 2)] },
            new([Passage("a", 9), Passage("a", 20)], false) { Searched = [new("a", 8), new("c", 1)] },
            new([], false) { Searched = [new("a", 7)] },
            new([Passage("of_an_earlier_server", 0)], false),
        ];
        Assert.Equal(
            ["a 7,8 3", "b 2 1", "c 1 0"],
            TurnSearch.Of(results).Select(s => $"{s.IndexId} {string.Join(',', s.Generations)} {s.Passages}"));
    }

    private static string Shape(Turn turn) => string.Join('|', turn.Parts.Select(p => p switch
    {
        ThinkingPart t => "thinking " + t.Text.Content,
        TextPart t => "text " + t.Text.Content,
        ToolPart t => t.Summary,
        _ => "?",
    }));
}
